package dev.corewatch.helper;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code target/corewatch-helper} in a directory of its own, with an inbox beside it. */
record Helper(Path directory) {

    static final Path PROGRAM = Path.of("target/corewatch-helper").toAbsolutePath();

    /** @param directory empty; its path is short, for core_pattern holds 127 bytes */
    static Helper in(Path directory) throws IOException {
        var helper = new Helper(directory);
        Files.copy(PROGRAM, helper.program());
        Files.createDirectory(
                helper.inbox(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return helper;
    }

    Path program() {
        return directory.resolve("h");
    }

    Path socket() {
        return directory.resolve("s");
    }

    Path inbox() {
        return directory.resolve("i");
    }

    /** As the kernel runs it. */
    String pattern() {
        return pattern(program() + " pipe " + socket() + " " + inbox());
    }

    static String pattern(String command) {
        return command + " %P %I %s %t %h";
    }

    /** The command line for a death, with these words of the kernel's: pid, tid, signal, time, hostname. */
    List<String> pipe(String... death) {
        var command = new ArrayList<>(List.of(program().toString(), "pipe", socket().toString(), inbox().toString()));
        command.addAll(Arrays.asList(death));
        return command;
    }

    /** What one death left in the inbox. */
    Left left() throws IOException {
        var facts = files(".facts");
        if (facts.size() != 1) {
            throw new AssertionError("not one death in the inbox: " + files(""));
        }
        var cores = files(".core");
        return new Left(Files.readAllLines(facts.getFirst()), cores.isEmpty() ? null : cores.getFirst());
    }

    /** In the inbox, in order of their names. */
    List<Path> files(String ending) throws IOException {
        try (var files = Files.list(inbox())) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    /** Facts as lines {@code key=value}, and the core unless it was dropped. */
    record Left(List<String> facts, @Nullable Path core) {

        String fact(String key) {
            return facts.stream()
                    .filter(line -> line.startsWith(key + "="))
                    .map(line -> line.substring(key.length() + 1))
                    .findFirst()
                    .orElse("");
        }

        Path wholeCore() {
            if (core == null) {
                throw new AssertionError("no core: " + facts);
            }
            return core;
        }
    }
}
