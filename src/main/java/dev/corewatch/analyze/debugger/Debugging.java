package dev.corewatch.analyze.debugger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How debuggers are run.
 *
 * @param timeout wall clock for gdb; eu-stack gets a part of it
 * @param memoryBytes address space of each
 * @param debugDirectories further directories with .build-id trees of debug information
 */
public record Debugging(Duration timeout, long memoryBytes, List<Path> debugDirectories) {

    /** Frames of a thread that are read. */
    public static final int FRAMES = 200;

    /** Kept of each output: twice the largest document of context.py, and room for what gdb says besides. */
    static final int OUTPUT_BYTES = 6 << 20;

    public static final Debugging DEFAULT = new Debugging(Duration.ofSeconds(60), 4L << 30, List.of());

    public Debugging {
        debugDirectories = List.copyOf(debugDirectories);
    }
}
