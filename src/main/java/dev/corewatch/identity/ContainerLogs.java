package dev.corewatch.identity;

import dev.corewatch.crash.Workload;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a container's runtime keeps what it writes to its standard output and error: Docker's json-file driver by the container's id; in
 * Kubernetes by the link that the kubelet names after that id, else by the Pod's uid, where the file with the highest number is of the container
 * that runs. What other drivers take (journald, syslog) is in no file.
 */
public final class ContainerLogs {

    private static final Pattern ID = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern NUMBERED = Pattern.compile("\\d{1,9}\\.log");
    private static final String LINKS = "/var/log/containers/";
    private static final String PODS = "/var/log/pods/";

    private final HostFiles host;

    /** Below the host's root directory, wherever that is seen from here. */
    public ContainerLogs(Path hostRoot) {
        host = new HostFiles(hostRoot);
    }

    /** Whether it is of those that may have such a file: names that are free are nobody's. */
    public static boolean mayHave(Container container) {
        return ID.matcher(container.id()).matches();
    }

    /** Its path on the host; empty when there is none, or none yet. */
    public Optional<String> of(Container container, Workload workload) {
        if (!mayHave(container)) {
            return Optional.empty();
        }
        return docker(container.id()).or(() -> link(container.id())).or(() -> pod(container, workload));
    }

    private Optional<String> docker(String id) {
        return Optional.of("/var/lib/docker/containers/%1$s/%1$s-json.log".formatted(id))
                .filter(host::has);
    }

    /** {@code POD_NAMESPACE_CONTAINER-ID.log} */
    private Optional<String> link(String id) {
        return host.names(LINKS, "*-" + id + ".log").stream()
                .map(name -> LINKS + name)
                .filter(host::has)
                .findFirst();
    }

    /** {@code NAMESPACE_POD_UID/CONTAINER/N.log}; N counts the container's restarts. */
    private Optional<String> pod(Container container, Workload workload) {
        var uid = container.podUid();
        var pods = uid == null ? List.<String>of() : host.names(PODS, "*_" + uid);
        return pods.stream().findFirst().map(pod -> PODS + pod).flatMap(pod -> newest(pod, workload.container()));
    }

    private Optional<String> newest(String pod, String container) {
        var containers = host.names(pod);
        var own = containers.size() == 1 ? containers.getFirst() : container;
        if (!containers.contains(own)) {
            return Optional.empty();
        }
        var directory = pod + "/" + own;
        return host.names(directory, "*.log").stream()
                .filter(name -> NUMBERED.matcher(name).matches())
                .max(Comparator.comparingLong(ContainerLogs::number))
                .map(name -> directory + "/" + name);
    }

    private static long number(String name) {
        return Long.parseLong(name.substring(0, name.indexOf('.')));
    }
}
