package dev.corewatch.identity;

import java.util.Optional;

/**
 * A line of /proc/PID/cgroup: {@code hierarchy:controllers:path}.
 *
 * @param controllers "" for v2, {@code name=systemd} for systemd's own hierarchy
 */
record CgroupLine(String controllers, String path) {

    private static final String REMOVED = " (deleted)";

    static Optional<CgroupLine> parse(String line) {
        var parts = line.split(":", 3);
        if (parts.length < 3 || !parts[2].startsWith("/")) {
            return Optional.empty();
        }
        var path = parts[2];
        return Optional.of(new CgroupLine(
                parts[1], path.endsWith(REMOVED) ? path.substring(0, path.length() - REMOVED.length()) : path));
    }

    /** Low is heard first: systemd's hierarchy, then v2, then the controllers, of which some may not be managed. */
    int rank() {
        return switch (controllers) {
            case "name=systemd" -> 0;
            case "" -> 1;
            default -> 2;
        };
    }

    /** Whether its cgroup is that one, or one below it. */
    boolean isBelow(String cgroup) {
        return cgroup.startsWith("/") && cgroup.length() > 1 && (path + "/").startsWith(cgroup + "/");
    }
}
