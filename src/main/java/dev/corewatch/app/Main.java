package dev.corewatch.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * The one entry of every role and command. Picocli decides first: only the roles that serve something start Quarkus, so that
 * {@code analyze} and its siblings answer at once. A role named alone needs no picocli, whose classes (of Java 5) the AOT cache can't hold:
 * they would cost what stays for long the most, memory.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(isRole(args) ? new SidecarCommand().call() : commandLine().execute(args));
    }

    private static boolean isRole(String... args) {
        return args.length == 1 && args[0].equals("sidecar");
    }

    static CommandLine commandLine() {
        return new CommandLine(new Corewatch())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> explain(failure, commandLine));
    }

    private static int explain(Exception failure, CommandLine commandLine) {
        if (failure instanceof CommandFailure expected) {
            commandLine.getErr().println("corewatch: " + expected.getMessage());
            return expected.exitCode();
        }
        commandLine.getErr().println("corewatch: unexpected failure; please report it with these lines:");
        failure.printStackTrace(commandLine.getErr());
        return ExitCode.SOFTWARE;
    }
}
