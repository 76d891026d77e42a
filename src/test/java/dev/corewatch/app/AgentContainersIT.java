package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * HAProxy dies in real containers under an agent that never saw their files before: all that is known of them was taken while the kernel held
 * the process. No sidecar, thin cores.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentContainersIT {

    private static final String POD = UUID.randomUUID().toString();
    private static final String KUBERNETES = "k8s.io";
    private static final Path LABS_RUNC = Path.of("/run/corewatch-lab/runc");

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Occurrences occurrences = new Occurrences(dir);
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private TakenKernel kernel;
    private RealContainers containers;
    private RunningRole agent;

    @BeforeAll
    void start() throws Exception {
        parts.push(directory);
        kernel = opened(TakenKernel.take());
        containers = new RealContainers(Files.createDirectory(dir.resolve("c")));
        parts.push(containers::end);
        bind(Files.createDirectories(LABS_RUNC), containers.host().resolve("run/runc"));
        var settings = Map.of(
                "COREWATCH_AGENT_FULL", "never",
                "COREWATCH_AGENT_HOST_ROOT", containers.host().toString(),
                "COREWATCH_CAPTURE_PROCESSES", "1h");
        agent = opened(RunningRole.agent(dir, settings));
    }

    @AfterAll
    void stop() throws Exception {
        while (!parts.isEmpty()) {
            parts.pop().close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"container", "container-jail"})
    void tellsTheStoryOfAContainerOfAnotherDistribution(String scenario) throws Exception {
        var out = Files.createTempDirectory(dir, "lab").toString();
        int pid;
        int inside;
        try (var lab = RunningLab.start(kernel.below(), "run", scenario, "--elsewhere", "--out", out)) {
            pid = worker(lab);
            inside = lab.kill().path("workerPid").asInt();
        }
        var occurrence = occurrence(pid);

        assertVerified(occurrence);
        assertThat(occurrence.path("identity").path("pid").asInt())
                .isEqualTo(inside)
                .isNotEqualTo(pid);
        assertThat(occurrence.path("workload").path("name").asText()).startsWith("haproxy-");
        var request = occurrence.path("report").path("request");
        assertThat(request.path("backend").asText()).isEqualTo("thing_two");
        assertThat(request.path("algorithm").asText()).isEqualTo("gzip");
        assertThat(occurrence.path("report").path("signature").path("title").asText())
                .contains("libz", "deflate");
    }

    @Test
    void namesAPodByWhatContainerdKnew() throws Exception {
        var id = (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
        int pid = pod(id);
        containers.crash(pid);
        RealContainers.until("it is dead", () -> !Files.exists(Path.of("/proc", String.valueOf(pid))));
        containers.remove(KUBERNETES, id);

        var occurrence = occurrence(pid);

        assertVerified(occurrence);
        assertThat(occurrence.path("identity").path("containerId").asText()).isEqualTo(id);
        assertThat(occurrence.path("identity").path("pid").asInt()).isOne();
        var workload = occurrence.path("workload");
        assertThat(workload.path("namespace").asText()).isEqualTo("prod");
        assertThat(workload.path("name").asText()).isEqualTo("edge");
        assertThat(workload.path("pod").asText()).isEqualTo("edge-7d4b9c8f6d-x7k2p");
        assertThat(workload.path("image").asText()).isEqualTo("haproxy:2.6");
    }

    @Test
    void readsAProgramWithFileCapabilitiesOfAnotherUser() throws Exception {
        var program = containers.program("haproxy-capable");
        var config = containers.haproxy("capable.cfg", "set-dumpable");
        run(
                "setcap",
                "cap_net_bind_service=ep",
                containers.inLab("haproxy-capable").toString());
        int pid = containers.runc(
                name("capable"),
                spec -> {
                    var process = spec.withObject("/process").put("noNewPrivileges", false);
                    process.withObject("/user").put("uid", 99).put("gid", 99);
                    process.withObject("/capabilities")
                            .remove(List.of("effective", "permitted", "ambient", "inheritable"));
                },
                program,
                "-db",
                "-f",
                config);
        assertThat(Files.readString(Path.of("/proc", String.valueOf(pid), "status")))
                .contains("CapEff:\t0000000000000400");
        containers.crash(pid);

        assertVerified(occurrence(pid));
    }

    @Test
    void readsAContainerOfMuslAndNothingElse() throws Exception {
        var root = muslRoot();
        int pid = containers.runc(
                name("musl"),
                spec -> spec.withObject("/root").put("path", root.toString()),
                "/haproxy",
                "-db",
                "-f",
                containers.haproxy("musl.cfg", ""));
        containers.crash(pid);

        var occurrence = occurrence(pid);

        assertThin(occurrence);
        assertThat(occurrence.path("gaps")).isEmpty();
        var stack = occurrence.path("report").path("stack");
        assertThat(stack.path("reasons").valueStream())
                .as("its libraries are verified; musl has no unwind information")
                .extracting(JsonNode::asText)
                .allMatch(reason -> reason.contains("by searching the stack") || reason.contains("walk broke off"));
        assertThat(stack.path("frames").toString()).contains("ld-musl");
    }

    @Test
    void readsTheFilesOfAContainerWhoseRootIsGone() throws Exception {
        var layers = Files.createDirectory(dir.resolve("layers"));
        var root = layers.resolve("merged");
        run("mount", "-t", "tmpfs", "tmpfs", layers.toString());
        int pid;
        try {
            overlay(layers, root);
            pid = containers.runc(
                    name("gone"),
                    spec -> spec.withObject("/root").put("path", root.toString()),
                    "/usr/sbin/haproxy",
                    "-db",
                    "-f",
                    containers.haproxy("gone.cfg", ""));
            containers.crash(pid);
        } finally {
            run("umount", "--lazy", "--recursive", layers.toString());
        }

        assertVerified(occurrence(pid));
    }

    /** The other distribution's root, with a program and libraries that are in no other place. */
    private void overlay(Path layers, Path root) throws Exception {
        for (var name : List.of("upper", "work", "merged")) {
            Files.createDirectory(layers.resolve(name));
        }
        var options = "lowerdir=%1$s,upperdir=%2$s/upper,workdir=%2$s/work".formatted(containers.root(), layers);
        run("mount", "-t", "overlay", "overlay", "-o", options, root.toString());
        run("sh", "-c", "cd " + root + " && touch usr/sbin/haproxy $(find usr/lib -name '*.so*' -type f)");
    }

    /** The only child of HAProxy's master, as this machine numbers it. */
    private static int worker(RunningLab lab) {
        var master = ProcessHandle.of(Integer.parseInt(lab.pids())).orElseThrow();
        return (int) master.children().findFirst().orElseThrow().pid();
    }

    private JsonNode occurrence(int pid) throws Exception {
        return agent.until("the report on " + pid, () -> occurrences.reported(pid));
    }

    private void assertVerified(JsonNode occurrence) throws IOException {
        assertThat(occurrence.path("report").path("stack").path("trust").asText())
                .as("%s%n%s", occurrence, agent.log())
                .isEqualTo("verified");
        assertThin(occurrence);
    }

    private static void assertThin(JsonNode occurrence) {
        assertThat(occurrence.path("core").path("thin").asBoolean()).isTrue();
        assertThat(occurrence.path("report").path("signal").path("name").asText())
                .isEqualTo("SIGSEGV");
    }

    /** As containerd's CRI plugin would start it for the kubelet. */
    private int pod(String id) throws Exception {
        var options = new ArrayList<>(List.of("--cgroup", "/kubepods/burstable/pod" + POD + "/" + id));
        for (var annotation : List.of(
                "container-name=haproxy",
                "image-name=haproxy:2.6",
                "sandbox-name=edge-7d4b9c8f6d-x7k2p",
                "sandbox-namespace=prod",
                "sandbox-uid=" + POD)) {
            options.addAll(List.of("--annotation", "io.kubernetes.cri." + annotation));
        }
        return containers.containerd(KUBERNETES, id, options, "/usr/sbin/haproxy", "-db", "-f", "/lab/haproxy.cfg");
    }

    /** The program, its libc and its libz. */
    private Path muslRoot() throws Exception {
        var haproxy = Path.of(
                RealContainers.output("src/test/lab/lab", "build", "musl").strip());
        var libraries = haproxy.resolveSibling("../zlib/lib").normalize();
        var root = Files.createDirectory(dir.resolve("musl"));
        for (var place :
                List.of("lib", "lab", "dev", "proc", "sys", libraries.toString().substring(1))) {
            Files.createDirectories(root.resolve(place));
        }
        Files.copy(haproxy, root.resolve("haproxy"));
        Files.copy(Path.of("/lib/ld-musl-x86_64.so.1").toRealPath(), root.resolve("lib/ld-musl-x86_64.so.1"));
        Files.copy(
                libraries.resolve("libz.so.1"),
                root.resolve(libraries.toString().substring(1)).resolve("libz.so.1"));
        return root;
    }

    private static String name(String name) {
        return name + "-" + ProcessHandle.current().pid();
    }

    /** Has the agent find what the lab's runc keeps of its containers. */
    private void bind(Path what, Path where) throws Exception {
        Files.createDirectories(where);
        run("mount", "--bind", what.toString(), where.toString());
        parts.push(() -> run("umount", "--lazy", where.toString()));
    }

    private static void run(String... command) throws IOException, InterruptedException {
        RealContainers.output(command);
    }

    private <T extends AutoCloseable> T opened(T part) {
        parts.push(part);
        return part;
    }
}
