package dev.corewatch.app;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --debug-dir}: the setting that the sidecar has too, for one command. */
final class DebugDirectories {

    @Option(
            names = "--debug-dir",
            paramLabel = "DIR",
            split = ",",
            defaultValue = "${env:COREWATCH_ANALYZE_DEBUG_DIRECTORIES}",
            description = "With a .build-id tree of debug information (COREWATCH_ANALYZE_DEBUG_DIRECTORIES).")
    private List<Path> directories = List.of();

    List<Path> all() {
        return directories;
    }
}
