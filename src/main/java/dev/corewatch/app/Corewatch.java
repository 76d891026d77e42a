package dev.corewatch.app;

import picocli.CommandLine.Command;

/** {@code corewatch}: the list of roles and commands. */
@Command(
        name = "corewatch",
        description = "Gets HAProxy's core dump, says what killed it, and proves what stops it.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {SidecarCommand.class},
        synopsisSubcommandLabel = "COMMAND")
final class Corewatch {}
