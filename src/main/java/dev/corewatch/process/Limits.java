package dev.corewatch.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Resource limits of a child, by prlimit(1), since Java can't set any. A core limit of one byte keeps a crashing debugger from making
 * cores for us to analyse: 0 still reaches a pipe in core_pattern, 1 reaches nothing (core(5)).
 */
final class Limits {

    private final Programs programs;

    Limits(Programs programs) {
        this.programs = programs;
    }

    List<String> prefix(Bounds bounds) {
        var prlimit = programs.find("prlimit");
        if (prlimit.isEmpty()) {
            return List.of();
        }
        var words = new ArrayList<>(List.of(prlimit.get().toString(), "--cpu=" + bounds.cpuSeconds()));
        if (!bounds.core()) {
            words.add("--core=1");
        }
        if (bounds.memoryBytes() > 0) {
            words.add("--as=" + bounds.memoryBytes());
        }
        words.add("--");
        return words;
    }
}
