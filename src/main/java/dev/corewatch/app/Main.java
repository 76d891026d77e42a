package dev.corewatch.app;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;

/**
 * The one entry of every role and command. Picocli decides first: only the roles that serve something start Quarkus, so that
 * {@code analyze} and its siblings answer at once; the launcher doesn't even put it on their class path. A role named alone needs no
 * picocli: its classes would cost what stays for long the most, memory.
 */
@QuarkusMain
public final class Main {

    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    private static int run(String... args) {
        return switch (args.length == 1 ? args[0] : "") {
            case "sidecar" -> RoleRun.of(SidecarRole.class);
            case "agent" -> RoleRun.of(AgentRole.class);
            case "controller" -> RoleRun.of(ControllerRole.class);
            default -> commandLine(args).execute(args);
        };
    }

    /** Of all commands, or of the one that the words begin with. */
    static CommandLine commandLine(String... words) {
        var root = new CommandLine(new Corewatch());
        Corewatch.commands(words).forEach(root::addSubcommand);
        return root.setCaseInsensitiveEnumValuesAllowed(true)
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
