package dev.corewatch.doctor.facts;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** How much memory a process's cgroup, and those above it, may still take: cgroups(7), memory controller of v1 and v2. */
final class MemoryRoom {

    /** What v1 has in place of no limit is a little less than 2^63. */
    private static final long NONE = 1L << 60;

    private final Path mounts;

    /** @param mounts /sys/fs/cgroup */
    MemoryRoom(Path mounts) {
        this.mounts = mounts;
    }

    /** By the text of /proc/PID/cgroup; absent when nothing limits it. */
    @Nullable
    Long left(String cgroups) {
        long left = cgroups.lines().mapToLong(this::ofLine).min().orElse(NONE);
        return left >= NONE ? null : left;
    }

    private long ofLine(String line) {
        var parts = line.split(":", 3);
        if (parts.length < 3) {
            return NONE;
        }
        if (parts[1].isEmpty()) {
            return Math.min(
                    room(mounts, parts[2], "memory.max", "memory.current"),
                    room(mounts.resolve("unified"), parts[2], "memory.max", "memory.current"));
        }
        return (parts[1] + ",").contains("memory,")
                ? room(mounts.resolve("memory"), parts[2], "memory.limit_in_bytes", "memory.usage_in_bytes")
                : NONE;
    }

    private static long room(Path mount, String cgroup, String limit, String usage) {
        long left = NONE;
        var path = Path.of(cgroup).normalize();
        for (Path on = path; on != null; on = on.getParent()) {
            var directory = mount.resolve(on.toString().replaceFirst("^/+", ""));
            long most = bytes(directory.resolve(limit), NONE);
            left = most >= NONE ? left : Math.min(left, Math.max(0, most - bytes(directory.resolve(usage), 0)));
        }
        return left;
    }

    private static long bytes(Path file, long otherwise) {
        var text = Small.text(file).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : otherwise;
    }
}
