package dev.corewatch.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A container whose id is anybody's choice: {@code ctr run} puts it into {@code /NAMESPACE/ID}, runc into {@code ID} below its own cgroup or
 * into {@code runc-ID.scope}. Such a name is believed only when the runtime's own file says that the container has this very cgroup, from the
 * hierarchy's root on.
 */
record FreeName(String namespace, Container container) {

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]{0,127}");
    private static final Pattern SCOPE = Pattern.compile("runc-(.+)\\.scope");

    /** A cgroup's directory, by where its hierarchy is mounted: v2, and each of v1's. */
    private static final Pattern UNIFIED = Pattern.compile("/sys/fs/cgroup(?:/unified)?(/.+)");

    private static final Pattern CONTROLLER = Pattern.compile("/sys/fs/cgroup/[^/]+(/.+)");

    /** Below a cgroup of runc's own caller, no more names than this are tried. */
    private static final int DEEPEST = 8;

    /** Those that ctr may have made. */
    static Stream<FreeName> ofCtr(Placement placement) {
        return placement
                .hierarchies()
                .map(FreeName::names)
                .filter(names -> names.size() > 1)
                .map(names ->
                        new FreeName(names.get(0), new Container(ContainerRuntime.CONTAINERD, names.get(1), null)))
                .filter(name ->
                        isSafe(name.namespace()) && isSafe(name.container().id()))
                .distinct();
    }

    /** Those that runc may have made, outermost first. */
    static Stream<Container> ofRunc(Placement placement) {
        return placement
                .hierarchies()
                .flatMap(line -> names(line).stream().limit(DEEPEST))
                .distinct()
                .map(name -> SCOPE.matcher(name).replaceFirst("$1"))
                .filter(FreeName::isSafe)
                .map(id -> new Container(ContainerRuntime.RUNC, id, null));
    }

    /**
     * Whether the runtime's file says that its container has a cgroup that this process is in.
     *
     * @throws IllegalArgumentException when the file can't be understood
     */
    static boolean isOf(RuntimeFile file, String text, Placement placement) {
        var described = Dialect.tree(text);
        return file.dialect() == Dialect.RUNC
                ? placement.hierarchies().anyMatch(line -> isAt(described.path("cgroup_paths"), line))
                : placement
                        .hierarchies()
                        .anyMatch(line -> line.isBelow(
                                described.path("linux").path("cgroupsPath").asText()));
    }

    /** runc keeps whole directories: {@code {"memory": "/sys/fs/cgroup/memory/ID", "": "/sys/fs/cgroup/unified/ID"}}. */
    private static boolean isAt(JsonNode directories, CgroupLine line) {
        var mount = line.controllers().isEmpty() ? UNIFIED : CONTROLLER;
        return Arrays.stream(line.controllers().split(",", -1))
                .map(controller -> mount.matcher(directories.path(controller).asText()))
                .anyMatch(directory -> directory.matches() && line.isBelow(directory.group(1)));
    }

    private static boolean isSafe(String name) {
        return SAFE.matcher(name).matches();
    }

    private static List<String> names(CgroupLine line) {
        return Arrays.stream(line.path().split("/", -1))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
