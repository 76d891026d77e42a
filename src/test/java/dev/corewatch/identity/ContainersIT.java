package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.corewatch.crash.Workload;
import dev.corewatch.lab.RealContainers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** HAProxy in real containers: another distribution than the host's, by containerd and by runc. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ContainersIT {

    private static final Path PROC = Path.of("/proc");
    private static final String UID = UUID.randomUUID().toString();

    /** Names of cgroups are machine-wide. */
    private static final String OURS = "-" + ProcessHandle.current().pid();

    private static final String NAMESPACE = "test" + OURS;
    private static final String EDGE = "edge" + OURS;
    private static final String LB = "lb" + OURS;
    private static final String CAPABLE = "capable" + OURS;
    private static final String MAPPED = "mapped" + OURS;
    private static final String KUBERNETES = "k8s.io";
    private static final Set<String> NAMESPACES_OF_A_USER = Set.of("pid", "mount", "ipc", "uts");

    private RealContainers containers;

    @BeforeAll
    void start(@TempDir Path dir) throws Exception {
        containers = new RealContainers(dir);
    }

    @AfterAll
    void stop() throws Exception {
        containers.end();
        try (var hierarchies = Files.newDirectoryStream(Path.of("/sys/fs/cgroup"))) {
            for (var hierarchy : hierarchies) {
                remove(hierarchy, NAMESPACE);
                remove(hierarchy, "kubepods/burstable/pod" + UID);
                remove(hierarchy, "kubepods/burstable");
                remove(hierarchy, "kubepods");
            }
        }
    }

    @Test
    void knowsAPodsContainer() throws Exception {
        var id = randomId();
        int pid = pod(id);

        var victim = victim(pid);

        assertThat(victim.container()).isEqualTo(new Container(ContainerRuntime.UNKNOWN, id, UID));
        assertThat(victim.pid()).isEqualTo(1);
        assertThat(victim.hostPid()).isEqualTo(pid);
        assertThat(victim.uid()).isZero();
        assertThat(victim.executable()).isEqualTo("/usr/sbin/haproxy");
        assertThat(victim.environment()).containsEntry("MARATHON_APP_ID", "/other");
        assertThat(named(victim))
                .isEqualTo(new Workload("prod", "edge", "haproxy", "edge-7d4b9c8f6d-x7k2p", "node-1", "haproxy:2.6"));
    }

    @Test
    void knowsItsNamesWhenTheContainerIsGone() throws Exception {
        var id = randomId();
        var victim = victim(pod(id));
        var names = new Names(containers.host());
        var words = names.words(victim);

        containers.remove(KUBERNETES, id);

        assertThat(names.words(victim).file()).as("containerd keeps nothing").isNull();
        assertThat(names.of(victim, words, "node-1").workload().pod()).isEqualTo("edge-7d4b9c8f6d-x7k2p");
    }

    @Test
    void knowsTheSameContainerFromInsideOfACgroupNamespace() throws Exception {
        var id = randomId();
        int pid = pod(id);
        var own = Files.createDirectory(hierarchy().resolve("kubepods/burstable/podagent" + OURS));
        try {
            var seen = RealContainers.output(
                    "sh",
                    "-c",
                    "echo $$ >" + own + "/cgroup.procs; exec unshare --cgroup cat /proc/" + pid + "/cgroup");

            assertThat(seen).contains(":/../pod" + UID + "/" + id);
            assertThat(Placement.of(Arrays.asList(seen.split("\n", -1))).container())
                    .isEqualTo(new Container(ContainerRuntime.UNKNOWN, id, UID));
        } finally {
            RealContainers.until("the end of cat", () -> own.toFile().delete());
        }
    }

    @Test
    void aContainerDoesNotBecomeAnotherByACgroupOfItsName() throws Exception {
        var id = randomId();
        int pid = pod(id);
        var own = hierarchy().resolve("kubepods/burstable/pod" + UID).resolve(id);
        var claim = Files.createDirectories(own.resolve("cri-containerd-" + "b0".repeat(32) + ".scope"));
        Files.writeString(claim.resolve("cgroup.procs"), String.valueOf(pid));

        var victim = victim(pid);

        assertThat(victim.placement().lines().toString()).contains("b0b0");
        assertThat(victim.container()).isEqualTo(new Container(ContainerRuntime.UNKNOWN, id, UID));
        Files.writeString(own.resolve("cgroup.procs"), String.valueOf(pid));
        Files.delete(claim);
    }

    @Test
    void knowsAContainerOfCtrByItsFreeName() throws Exception {
        var victim = victim(
                containers.containerd(NAMESPACE, EDGE, List.of(), haproxy("/usr/sbin/haproxy", "/lab/haproxy.cfg")));

        assertThat(victim.container()).isNull();
        assertThat(named(victim)).isEqualTo(new Workload("default", EDGE, EDGE, null, "node-1", null));
    }

    @Test
    void knowsAContainerOfRuncByItsFreeName() throws Exception {
        int pid = containers.runc(
                LB,
                spec -> spec.withObject("/annotations").put("tier", "front"),
                haproxy("/usr/sbin/haproxy", "/lab/haproxy.cfg"));
        var names = new Names(containers.host());
        var victim = victim(pid);

        var named = names.of(victim, names.words(victim), "node-1");

        assertThat(named.container()).isEqualTo(new Container(ContainerRuntime.RUNC, LB, null));
        assertThat(named.labels()).containsEntry("tier", "front");
    }

    @Test
    void knowsAProcessInItsJail() throws Exception {
        var id = randomId();
        var config = containers.haproxy("jail.cfg", "chroot /lab\nuid 99\ngid 99\n");
        int pid = pod(id, haproxy("/usr/sbin/haproxy", config));
        RealContainers.until("the jail", () -> user(pid) == 99);

        var victim = victim(pid);

        assertThat(Files.readSymbolicLink(PROC.resolve(pid + "/root")).toString())
                .endsWith("/lab");
        assertThat(victim.container()).isEqualTo(new Container(ContainerRuntime.UNKNOWN, id, UID));
        assertThat(victim.program()).isEqualTo("haproxy");
        assertThat(named(victim).name()).isEqualTo("edge");
    }

    @Test
    void knowsAProgramWithFileCapabilities() throws Exception {
        var program = containers.program("haproxy-capable");
        RealContainers.output(
                "setcap",
                "cap_net_bind_service=ep",
                containers.inLab("haproxy-capable").toString());
        int pid = containers.runc(
                CAPABLE,
                spec -> {
                    var process = spec.withObject("/process").put("noNewPrivileges", false);
                    process.withObject("/user").put("uid", 99).put("gid", 99);
                    process.withObject("/capabilities")
                            .remove(List.of("effective", "permitted", "ambient", "inheritable"));
                },
                haproxy(program, "/lab/haproxy.cfg"));

        var victim = victim(pid);

        assertThat(Files.readString(PROC.resolve(pid + "/status"))).contains("CapEff:\t0000000000000400");
        assertThat(victim.uid()).isEqualTo(99);
        assertThat(victim.program()).isEqualTo("haproxy-capable");
        assertThat(named(victim).name()).isEqualTo(CAPABLE);
    }

    @Test
    void knowsAProcessInAUserNamespace() throws Exception {
        int pid = containers.runc(
                MAPPED,
                spec -> {
                    var linux = spec.withObject("/linux");
                    for (var kind : List.of("uidMappings", "gidMappings")) {
                        linux.putArray(kind)
                                .addObject()
                                .put("containerID", 0)
                                .put("hostID", 100_000)
                                .put("size", 65_536);
                    }
                    linux.remove("resources");
                    var namespaces = (ArrayNode) linux.path("namespaces");
                    namespaces.removeIf(namespace -> !NAMESPACES_OF_A_USER.contains(
                            namespace.path("type").asText()));
                    namespaces.addObject().put("type", "user");
                    ((ArrayNode) spec.path("mounts"))
                            .removeIf(
                                    mount -> mount.path("destination").asText().startsWith("/sys"));
                },
                haproxy("/usr/sbin/haproxy", "/lab/haproxy.cfg"));

        var victim = victim(pid);

        assertThat(victim.uid()).isEqualTo(100_000);
        assertThat(victim.pid()).isEqualTo(1);
        assertThat(named(victim).name()).isEqualTo(MAPPED);
    }

    /** Unless others have cgroups in it. */
    private static void remove(Path hierarchy, String cgroup) {
        hierarchy.resolve(cgroup).toFile().delete();
    }

    private int pod(String id) throws Exception {
        return pod(id, haproxy("/usr/sbin/haproxy", "/lab/haproxy.cfg"));
    }

    /** As containerd's CRI plugin would start it for the kubelet. */
    private int pod(String id, String... command) throws Exception {
        var options = new ArrayList<>(
                List.of("--cgroup", "/kubepods/burstable/pod" + UID + "/" + id, "--env", "MARATHON_APP_ID=/other"));
        for (var annotation : List.of(
                "container-name=haproxy",
                "image-name=haproxy:2.6",
                "sandbox-name=edge-7d4b9c8f6d-x7k2p",
                "sandbox-namespace=prod",
                "sandbox-uid=" + UID)) {
            options.addAll(List.of("--annotation", "io.kubernetes.cri." + annotation));
        }
        return containers.containerd(KUBERNETES, id, options, command);
    }

    private Workload named(Victim victim) {
        var names = new Names(containers.host());
        return names.of(victim, names.words(victim), "node-1").workload();
    }

    private static String randomId() {
        return (UUID.randomUUID().toString() + UUID.randomUUID()).replace("-", "");
    }

    private static Victim victim(int pid) throws IOException {
        return new Victims(PROC).of(pid);
    }

    private static int user(int pid) {
        try {
            return victim(pid).uid();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String[] haproxy(String program, String config) {
        return new String[] {program, "-db", "-f", config};
    }

    /** v1's memory hierarchy where there is one, else v2. */
    private static Path hierarchy() {
        var memory = Path.of("/sys/fs/cgroup/memory");
        return Files.isDirectory(memory) ? memory : Path.of("/sys/fs/cgroup");
    }
}
