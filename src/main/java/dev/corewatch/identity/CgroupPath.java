package dev.corewatch.identity;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a cgroup's path from the root downwards, as far as the host's own hands made it: slices, directories of kubelet and runtimes, Pods.
 * The first name below these is the container's (or the unit's), and there it ends: whoever runs inside may be allowed to make cgroups below
 * his own, of any name (delegation, https://systemd.io/CGROUP_DELEGATION), such as that of another's container. A name that isn't known ends it
 * too: it may be a container of a runtime whose names are free.
 *
 * <p>To a reader in a cgroup namespace of its own, what lies outside is {@code /../../x}: the names behind the dots are children of a cgroup
 * that holds the reader's own, so made by the host as well.
 */
final class CgroupPath {

    private static final Set<String> DIRECTORIES = Set.of(
            "kubelet",
            "kubepods",
            "burstable",
            "besteffort",
            "guaranteed",
            "docker",
            "libpod_parent",
            "mesos",
            "nomad",
            "share",
            "reserve");

    /** Below which containers lie when the kubelet's cgroup driver and the runtime's differ; nobody else's processes run there. */
    private static final Set<String> RUNTIMES = Set.of("containerd.service", "docker.service", "crio.service");

    private static final Pattern UNIT = Pattern.compile(".{1,255}\\.(?:service|scope|socket|mount|swap)");

    private final Deque<String> names;
    private final ContainerNames containers = new ContainerNames();
    private @Nullable Container container;
    private @Nullable String unit;

    private CgroupPath(Deque<String> names) {
        this.names = names;
    }

    static CgroupPath of(String path) {
        var names = Arrays.stream(path.split("/", -1))
                .filter(name -> !name.isEmpty())
                .dropWhile(name -> name.equals(".."))
                .toList();
        var walk = new CgroupPath(new ArrayDeque<>(names));
        walk.down();
        return walk;
    }

    /** The outermost, if any. */
    @Nullable
    Container container() {
        return container;
    }

    /** The outermost, if any. */
    @Nullable
    String unit() {
        return unit;
    }

    private void down() {
        boolean host = true;
        while (host && !names.isEmpty()) {
            var name = names.pop();
            container = containers.of(name, names);
            host = container == null && isOfTheHost(name);
            containers.below(name);
        }
    }

    private boolean isOfTheHost(String name) {
        if (UNIT.matcher(name).matches()) {
            unit = name;
            return RUNTIMES.contains(name);
        }
        return name.endsWith(".slice") || DIRECTORIES.contains(name) || PodName.uid(name) != null;
    }
}
