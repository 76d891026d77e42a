package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names that Marathon, Mesos and Nomad give a task by its environment. */
final class Scheduler {

    /** Where nothing has namespaces. */
    static final String NO_NAMESPACE = "default";

    /** Marathon: {@code group_app.instance-UUID._app.1}, older {@code app.UUID}. */
    private static final Pattern INSTANCE =
            Pattern.compile("(.+?)\\.(?:instance-|marathon-)?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\\..*)?");

    private final Map<String, String> environment;
    private final String node;

    Scheduler(Map<String, String> environment, String node) {
        this.environment = environment;
        this.node = node;
    }

    /**
     * The workload, if there is one.
     *
     * @param image as the runtime knows it; null when it doesn't
     */
    Optional<Workload> workload(@Nullable String image) {
        var known = image == null ? value(Environment.MARATHON_IMAGE).orElse(null) : image;
        return value(Environment.MARATHON_APP)
                .map(app -> app.startsWith("/") && app.length() > 1 ? app.substring(1) : app)
                .or(() -> value(Environment.MESOS_TASK)
                        .map(task -> INSTANCE.matcher(task).replaceFirst("$1")))
                .map(name -> new Workload(NO_NAMESPACE, name, name, null, node, known))
                .or(() -> nomad(known));
    }

    /** Whether it speaks of another Nomad task than the cgroup does. */
    boolean contradicts(Container container) {
        return container.runtime() == ContainerRuntime.NOMAD
                && !container
                        .id()
                        .split("\\.", 2)[0]
                        .equals(value(Environment.NOMAD_ALLOCATION).orElse(""));
    }

    private Optional<Workload> nomad(@Nullable String image) {
        return value(Environment.NOMAD_JOB)
                .map(job -> new Workload(
                        value(Environment.NOMAD_NAMESPACE).orElse(NO_NAMESPACE),
                        job,
                        value(Environment.NOMAD_TASK).orElse(job),
                        null,
                        node,
                        image));
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }
}
