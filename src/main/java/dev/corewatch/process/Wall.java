package dev.corewatch.process;

import java.util.List;
import java.util.stream.Stream;

/**
 * One part of a sandbox: a program that runs another one with less.
 *
 * @param loss what is lost without it, in words
 */
record Wall(String program, List<String> options, String loss) {

    static final Wall NAMESPACES =
            new Wall("unshare", List.of("--net", "--pid", "--fork"), "the debugger could reach the network");

    static final Wall OWN_NAMESPACES =
            new Wall("unshare", List.of("--user", "--net", "--pid", "--fork"), "the debugger could reach the network");

    static final Wall NO_NEW_PRIVILEGES =
            new Wall("setpriv", List.of("--no-new-privs"), "the debugger could have gained privileges");

    static Wall anotherUser(SandboxUser user) {
        return new Wall(
                "setpriv",
                List.of(
                        "--reuid=" + user.uid(),
                        "--regid=" + user.gid(),
                        "--clear-groups",
                        "--no-new-privs",
                        "--bounding-set=-all",
                        "--inh-caps=-all"),
                "the debugger ran with corewatch's own rights");
    }

    Stream<String> words() {
        return Stream.of(Stream.of(program), options.stream(), Stream.of("--")).flatMap(words -> words);
    }
}
