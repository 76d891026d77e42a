package dev.corewatch.crash;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A module and the local files that stand for it in an analysis.
 *
 * @param file the ELF file; absent when missing or when its build-id differs
 * @param debug its separate debug information; absent when none was found
 */
public record ResolvedModule(
        Module module, @Nullable Path file, @Nullable Path debug) {}
