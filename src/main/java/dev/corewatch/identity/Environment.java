package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The variables by which schedulers tell a task its name. An environment holds passwords: nothing else of it is ever kept. */
final class Environment {

    static final String MARATHON_APP = "MARATHON_APP_ID";
    static final String MARATHON_IMAGE = "MARATHON_APP_DOCKER_IMAGE";
    static final String MESOS_TASK = "MESOS_TASK_ID";
    static final String NOMAD_ALLOCATION = "NOMAD_ALLOC_ID";
    static final String NOMAD_JOB = "NOMAD_JOB_NAME";
    static final String NOMAD_NAMESPACE = "NOMAD_NAMESPACE";
    static final String NOMAD_TASK = "NOMAD_TASK_NAME";

    private static final Set<String> ALLOWED = Set.of(
            MARATHON_APP,
            MARATHON_IMAGE,
            "MARATHON_APP_VERSION",
            MESOS_TASK,
            "MESOS_CONTAINER_ID",
            "MESOS_CONTAINER_NAME",
            "MESOS_EXECUTOR_ID",
            "MESOS_FRAMEWORK_ID",
            NOMAD_ALLOCATION,
            "NOMAD_ALLOC_NAME",
            "NOMAD_GROUP_NAME",
            "NOMAD_JOB_ID",
            NOMAD_JOB,
            NOMAD_NAMESPACE,
            NOMAD_TASK);

    private static final int LONGEST = 512;

    private Environment() {}

    /** Out of /proc/PID/environ: {@code NAME=VALUE}, each ended by a zero. */
    static Map<String, String> of(byte[] environ) {
        return of(Arrays.stream(new String(environ, UTF_8).split("\0", -1)));
    }

    /** The first of a name counts, as for getenv(3); what is too long for a name is none. */
    static Map<String, String> of(Stream<String> variables) {
        var kept = new LinkedHashMap<String, String>();
        variables.forEach(variable -> {
            int equals = variable.indexOf('=');
            if (equals > 0 && variable.length() <= LONGEST && ALLOWED.contains(variable.substring(0, equals))) {
                kept.putIfAbsent(variable.substring(0, equals), variable.substring(equals + 1));
            }
        });
        return kept;
    }
}
