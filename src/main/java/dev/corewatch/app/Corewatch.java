package dev.corewatch.app;

import java.util.List;
import picocli.CommandLine.Command;

/** {@code corewatch}: the list of roles and commands. */
@Command(
        name = "corewatch",
        description = "Gets HAProxy's core dump, says what killed it, and proves what stops it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
final class Corewatch {

    private static final List<Class<?>> COMMANDS = List.of(
            SidecarCommand.class,
            AgentCommand.class,
            ControllerCommand.class,
            AnalyzeCommand.class,
            SignatureCommand.class,
            KnownFixesCommand.class,
            KernelLogCommand.class,
            DoctorCommand.class,
            ListCommand.class,
            ShowCommand.class,
            DebugCommand.class,
            AckCommand.class,
            BundleCommand.class,
            CompletionCommand.class);

    /**
     * What picocli has to know for these words: the command that the first one names, which alone takes it as long as gdb takes to start; all
     * when it names none.
     */
    static List<Class<?>> commands(String... words) {
        var named = COMMANDS.stream()
                .filter(command -> words.length > 0 && words[0].equals(nameOf(command)))
                .toList();
        return named.isEmpty() ? COMMANDS : named;
    }

    private static String nameOf(Class<?> command) {
        return command.getAnnotation(Command.class).name();
    }
}
