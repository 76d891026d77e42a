package dev.corewatch.kernel.settings;

import java.util.Locale;
import java.util.Map;

/** A way by which the kernel hands cores over, in the order in which they are preferred. */
public enum CoreMode {
    /** To a server, with a handshake (Linux 6.17 and later). */
    SOCKET,
    /** To a program that the kernel starts. */
    PIPE,
    /** Into files. */
    FILE;

    /** As settings and people write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The kernel's settings for it. Small mappings first has a core that is cut hold its stacks (core_sort_vma, Linux 6.14 and later); for a
     * pipe the kernel waits for so many helpers at a time, and holds their processes.
     */
    public Map<String, String> settings(String pattern) {
        return Map.of(
                CoreSettings.PATTERN,
                pattern,
                CoreSettings.PIPE_LIMIT,
                this == PIPE ? "256" : "0",
                CoreSettings.SORT,
                "1");
    }
}
