package dev.corewatch.identity;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a process is in the tree of cgroups: /proc/PID/cgroup (cgroups(7)), one line for each hierarchy of v1, {@code 0::PATH} for v2. A
 * runtime that manages some hierarchies only leaves its containers in its own cgroup in the others, so any line may name the container. Two
 * lines that name different containers are believed neither: one of them was made by whoever may write to that hierarchy.
 *
 * @param lines as the kernel wrote them
 * @param container the outermost one, see {@link CgroupPath}
 * @param unit the outermost systemd unit, {@code haproxy.service}, where no container is
 * @param notes what a reader should know of this
 */
public record Placement(
        List<String> lines,
        @Nullable Container container,
        @Nullable String unit,
        List<String> notes) {

    public Placement {
        lines = List.copyOf(lines);
        notes = List.copyOf(notes);
    }

    /** By the lines of /proc/PID/cgroup. */
    public static Placement of(List<String> lines) {
        var paths = lines.stream()
                .flatMap(line -> CgroupLine.parse(line).stream())
                .sorted(Comparator.comparingInt(CgroupLine::rank))
                .map(line -> CgroupPath.of(line.path()))
                .toList();
        var containers = present(paths, CgroupPath::container);
        if (containers.size() > 1) {
            return new Placement(
                    lines,
                    null,
                    null,
                    List.of("its cgroups name different containers, none is believed: " + containers));
        }
        var container = containers.isEmpty() ? null : containers.getFirst();
        var units = present(paths, CgroupPath::unit);
        return new Placement(
                lines, container, container != null || units.isEmpty() ? null : units.getFirst(), List.of());
    }

    /** When the kernel didn't say. */
    static Placement unknown(String reason) {
        return new Placement(List.of(), null, null, List.of(reason));
    }

    /** Of all hierarchies. */
    Stream<CgroupLine> hierarchies() {
        return lines.stream().flatMap(line -> CgroupLine.parse(line).stream());
    }

    private static <T> List<T> present(List<CgroupPath> paths, Function<CgroupPath, @Nullable T> part) {
        return paths.stream()
                .<@Nullable T>map(part)
                .flatMap(value -> Stream.ofNullable(value))
                .distinct()
                .toList();
    }
}
