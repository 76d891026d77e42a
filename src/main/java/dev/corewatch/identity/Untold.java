package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names where no runtime told any: the task's own words where a scheduler runs it, the unit, a container's free name, the program. */
final class Untold {

    /** Agents of schedulers, which may run tasks in no cgroup of their own. */
    private static final Pattern SCHEDULER = Pattern.compile("(?:.*mesos-(?:slave|agent).*|nomad)\\.service");

    private static final Pattern RANDOM = Pattern.compile("[0-9a-f]{64}");

    private static final String SERVICE = ".service";

    private final Victim victim;
    private final @Nullable Container container;
    private final String node;

    Untold(Victim victim, @Nullable Container container, String node) {
        this.victim = victim;
        this.container = container;
        this.node = node;
    }

    /** Where no runtime has a file either. */
    Named named(List<String> notes) {
        if (container != null && !isTask(container)) {
            notes.add("no runtime's file on container %s was found".formatted(container.id()));
        }
        var scheduler = new Scheduler(victim.environment(), node);
        var claim = scheduler.workload(null);
        if (claim.isEmpty() || !mayClaim()) {
            return unclaimed(Map.of(), notes);
        }
        if (container != null && scheduler.contradicts(container)) {
            notes.add("its environment names another allocation than its cgroup, %s: not believed"
                    .formatted(container.id()));
            return unclaimed(Map.of(), notes);
        }
        notes.add("its names are its environment's, which it can write itself");
        return new Named(claim.get(), container, Map.of(), true, notes);
    }

    /** By the kernel's and the runtime's word alone. */
    Named unclaimed(Map<String, String> labels, List<String> notes) {
        var name = name();
        return new Named(
                new Workload(Scheduler.NO_NAMESPACE, name, name, null, node, null), container, labels, false, notes);
    }

    private boolean mayClaim() {
        var unit = victim.placement().unit();
        return unit == null || SCHEDULER.matcher(unit).matches();
    }

    private String name() {
        if (container != null) {
            return nameOf(container);
        }
        var unit = victim.placement().unit();
        if (unit == null) {
            return program();
        }
        return unit.endsWith(SERVICE) ? unit.substring(0, unit.length() - SERVICE.length()) : unit;
    }

    /** Random ids are no names: another container of the same workload has another. */
    private String nameOf(Container named) {
        return switch (named.runtime()) {
            case NOMAD -> named.id().contains(".") ? named.id().split("\\.", 2)[1] : program();
            case CONTAINERD, RUNC -> RANDOM.matcher(named.id()).matches() ? program() : named.id();
            case MESOS, DOCKER, CRIO, PODMAN, UNKNOWN -> program();
        };
    }

    private String program() {
        return victim.program().isEmpty() ? "unknown" : victim.program();
    }

    private static boolean isTask(Container container) {
        return container.runtime() == ContainerRuntime.MESOS || container.runtime() == ContainerRuntime.NOMAD;
    }
}
