package dev.corewatch.identity;

import static dev.corewatch.identity.Dialect.OCI;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Where runtimes keep what they know of their containers: folders that only root writes to. The first file that is there counts. */
final class RuntimeFiles {

    private static final List<String> CONTAINERD = List.of(
            "/run/containerd/io.containerd.runtime.v2.task/", "/run/k3s/containerd/io.containerd.runtime.v2.task/");

    private static final String KUBERNETES = "k8s.io";

    private final HostFiles host;

    RuntimeFiles(HostFiles host) {
        this.host = host;
    }

    /** A file that can't be read is passed over, with a note. */
    RuntimeWords find(Victim victim) {
        var notes = new ArrayList<String>();
        var container = victim.container();
        var places = container == null ? free(victim.placement()) : of(container);
        for (var place : (Iterable<RuntimeFile>) places::iterator) {
            try {
                var text = host.read(place.path());
                if (text.isPresent() && (container != null || FreeName.isOf(place, text.get(), victim.placement()))) {
                    return new RuntimeWords(place, text.get(), notes);
                }
            } catch (IOException | IllegalArgumentException e) {
                notes.add("%s can't be read: %s".formatted(place.path(), e.getMessage()));
            }
        }
        return new RuntimeWords(null, "", notes);
    }

    private Stream<RuntimeFile> of(Container container) {
        return switch (container.runtime()) {
            case CONTAINERD -> containerd(container);
            case CRIO -> crio(container);
            case DOCKER -> docker(container);
            case PODMAN -> podman(container);
            case RUNC -> runc(container);
            case UNKNOWN ->
                Stream.of(containerd(container), docker(container), crio(container), runc(container))
                        .flatMap(places -> places);
            case MESOS, NOMAD -> Stream.empty();
        };
    }

    private Stream<RuntimeFile> containerd(Container container) {
        return CONTAINERD.stream()
                .flatMap(tasks -> namespaces(tasks).map(namespace -> bundle(container, tasks + namespace)));
    }

    private Stream<String> namespaces(String tasks) {
        var kubernetesFirst = Comparator.comparing((String name) -> !name.equals(KUBERNETES));
        return host.names(tasks).stream().sorted(kubernetesFirst);
    }

    private static Stream<RuntimeFile> crio(Container container) {
        return Stream.of("/run", "/var/lib")
                .map(place -> place + "/containers/storage/overlay-containers/%s/userdata/config.json")
                .map(place -> new RuntimeFile(container, OCI, place.formatted(container.id())));
    }

    private static Stream<RuntimeFile> docker(Container container) {
        return Stream.of(new RuntimeFile(
                container, Dialect.DOCKER, "/var/lib/docker/containers/%s/config.v2.json".formatted(container.id())));
    }

    private static Stream<RuntimeFile> podman(Container container) {
        return Stream.of(new RuntimeFile(
                container, Dialect.PODMAN, "/var/lib/containers/storage/overlay-containers/containers.json"));
    }

    private static Stream<RuntimeFile> runc(Container container) {
        return Stream.of(new RuntimeFile(container, Dialect.RUNC, "/run/runc/%s/state.json".formatted(container.id())));
    }

    private static RuntimeFile bundle(Container container, String directory) {
        return new RuntimeFile(container, OCI, "%s/%s/config.json".formatted(directory, container.id()));
    }

    private static Stream<RuntimeFile> free(Placement placement) {
        var tasks = FreeName.ofCtr(placement)
                .flatMap(name -> CONTAINERD.stream().map(place -> bundle(name.container(), place + name.namespace())));
        return Stream.concat(tasks, FreeName.ofRunc(placement).flatMap(RuntimeFiles::runc));
    }
}
