package dev.corewatch.app;

import picocli.CommandLine.Command;

/** {@code corewatch}: the list of roles and commands. */
@Command(
        name = "corewatch",
        description = "Gets HAProxy's core dump, says what killed it, and proves what stops it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            SidecarCommand.class,
            AnalyzeCommand.class,
            SignatureCommand.class,
            KnownFixesCommand.class,
            KernelLogCommand.class,
            ListCommand.class,
            ShowCommand.class,
            DebugCommand.class,
            AckCommand.class,
            BundleCommand.class,
            CompletionCommand.class
        },
        synopsisSubcommandLabel = "COMMAND")
final class Corewatch {}
