package dev.corewatch.app.config;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The debugger's bounds and what it may read. */
@ConfigMapping(prefix = "corewatch.analyze")
public interface AnalyzeConfig {

    /** gdb is stopped after this long; eu-stack's answer is used then. */
    @WithDefault("60s")
    Duration timeout();

    /** gdb's address space. */
    @WithDefault("4G")
    MemorySize maxMemory();

    /** Further directories with .build-id trees of debug information. */
    Optional<List<Path>> debugDirectories();

    /** Regular expressions (Java's), one a line; what they match is redacted besides the built-in rules. */
    Optional<String> redact();
}
