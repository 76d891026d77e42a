package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A master and its worker in a real container of containerd, which hands what they write to a logger that keeps it as the kubelet's runtimes and
 * Docker do, and goes on in a new file when the old one was renamed.
 */
final class AgentWordsIT {

    private static final String POD = UUID.randomUUID().toString();

    private static final String LOGGER = """
            #!/usr/bin/python3
            import datetime, json, os, sys, threading
            form, path = sys.argv[1:]

            def keep(stream, descriptor):
                for line in os.fdopen(descriptor, errors="replace"):
                    time = datetime.datetime.utcnow().isoformat(timespec="microseconds") + "Z"
                    cri = f"{time} {stream} F {line}"
                    docker = json.dumps({"log": line, "stream": stream, "time": time}) + "\\n"
                    with open(path, "a") as log:
                        log.write(cri if form == "cri" else docker)

            for stream, descriptor in (("stdout", 3), ("stderr", 4)):
                threading.Thread(target=keep, args=(stream, descriptor)).start()
            os.close(5)
            """;

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Occurrences occurrences = new Occurrences(dir);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private RealContainers containers;
    private Path logger;

    @BeforeEach
    void start() throws Exception {
        parts.push(directory);
        parts.push(TakenKernel.take());
        containers = new RealContainers(Files.createDirectory(dir.resolve("c")));
        parts.push(containers::end);
        logger = Files.writeString(dir.resolve("logger"), LOGGER);
        Files.setPosixFilePermissions(logger, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @AfterEach
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @Test
    void theWordsInAPodsLogAndTheCoreAreOneCrash() throws Exception {
        var log = log("var/log/pods/prod_edge-7d4b9c8f6d-x7k2p_" + POD + "/haproxy/0.log");
        int master;
        try (var agent = agent()) {
            master = container("kubepods/burstable/pod" + POD, "cri", log);
            int worker = known(agent, master);
            forge(log, 1);
            agent.until("it is turned down", () -> agent.log().contains("none of a HAProxy's") ? true : null);
            Files.move(log, log.resolveSibling("0.log.20261125-223000"));
            containers.crash(master);
            var occurrence = agent.until("words and core", () -> told(worker));

            assertThat(occurrence.path("core").path("thin").asBoolean()).isTrue();
            assertThat(occurrence.path("gaps").toString()).doesNotContain("core", "words");
            assertThat(occurrence.path("report").path("kind").asText()).isEqualTo("assertion");
            assertThat(occurrence.path("report").path("signature").path("title").asText())
                    .contains("one > zero");
            assertThat(occurrences.hostPids()).containsExactly(worker);
        }
    }

    @Test
    void whatDockerKeptWhileTheAgentWasDeadIsReadAfterwards() throws Exception {
        var id = id();
        var log = log("var/lib/docker/containers/%1$s/%1$s-json.log".formatted(id));
        int master;
        int worker;
        try (var agent = agent()) {
            master = container("docker", id, "docker", log);
            worker = known(agent, master);
            agent.kill();
        }
        containers.crash(master);
        RealContainers.until("the master's word", () -> contains(log, "exited with code"));
        Files.move(log, log.resolveSibling(log.getFileName() + ".1"));
        Files.createFile(log);
        try (var agent = agent()) {
            var occurrence = agent.until("words", () -> told(worker));

            assertThat(occurrence.path("core").isMissingNode()).isTrue();
            assertThat(occurrence.path("identity").path("containerId").asText()).isEqualTo(id);
            assertThat(occurrence.path("report").path("notes").toString()).contains("bug condition");
            assertThat(occurrences.hostPids()).containsExactly(worker);
        }
    }

    private RunningRole agent() throws Exception {
        return RunningRole.agent(
                dir,
                Map.of(
                        "COREWATCH_AGENT_FULL",
                        "never",
                        "COREWATCH_AGENT_HOST_ROOT",
                        containers.host().toString()));
    }

    private static String id() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    /** Runtimes make it before the container starts. */
    private Path log(String path) throws IOException {
        var log = containers.host().resolve(path);
        Files.createDirectories(log.resolveSibling(""));
        return Files.createFile(log);
    }

    private int container(String above, String form, Path log) throws Exception {
        return container(above, id(), form, log);
    }

    private int container(String above, String id, String form, Path log) throws Exception {
        var uri = "binary://%s?%s=%s".formatted(logger, form, log);
        var options = List.of("--cgroup", "/" + above + "/" + id, "--log-uri", uri);
        return containers.containerd("k8s.io", id, options, "/usr/sbin/haproxy", "-W", "-db", "-f", "/lab/haproxy.cfg");
    }

    /** The worker, once the agent has seen it and follows the log. */
    private int known(RunningRole agent, int master) throws Exception {
        return agent.until("the agent knows the worker and follows the log", () -> {
            var worker = worker(master);
            boolean met = worker.isPresent() && seen(worker.get()) && !notes().isEmpty();
            return met ? worker.get() : null;
        });
    }

    private static Optional<Integer> worker(int master) {
        return ProcessHandle.of(master).stream()
                .flatMap(ProcessHandle::children)
                .map(child -> (int) child.pid())
                .findFirst();
    }

    private boolean seen(int pid) throws IOException {
        return names("seen").stream().anyMatch(name -> name.startsWith(pid + "-"));
    }

    private List<String> notes() throws IOException {
        return names("words");
    }

    private List<String> names(String place) throws IOException {
        var directory = dir.resolve("spool").resolve(place);
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** As whoever writes to a container's log may: that one lives. */
    private static void forge(Path log, int pid) throws IOException {
        Files.writeString(
                log,
                "%s stderr F [ALERT]    (1) : Current worker (%d) exited with code 139 (Segmentation fault)%n"
                        .formatted(Instant.now(), pid),
                StandardOpenOption.APPEND);
    }

    private static boolean contains(Path log, String text) {
        try {
            return Files.readString(log).contains(text);
        } catch (IOException e) {
            return false;
        }
    }

    /** The occurrence of that process once its report quotes the master; null until then. */
    private @Nullable JsonNode told(int pid) throws IOException {
        var occurrence = occurrences.reported(pid);
        boolean told = occurrence != null
                && occurrence.path("report").path("notes").toString().contains("exited with code");
        return told ? occurrence : null;
    }
}
