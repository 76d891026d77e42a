package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as containerd 1.6, CRI-O 1.28, Docker 24, Podman 4 and runc 1.1 write them, shortened to what is read. */
final class NamesTest {

    private static final String ID = Dead.ID;
    private static final String UID = Dead.UID;
    private static final String TASKS = "run/containerd/io.containerd.runtime.v2.task/";
    private static final String POD_CGROUP = "0::/kubepods/burstable/pod" + UID + "/" + ID;
    private static final String DOCKER_CGROUP = "0::/system.slice/docker-" + ID + ".scope";
    private static final String ALLOCATION = "b9a1c6de-0011-4f22-8a3b-6655443322aa";

    private static final String CONTAINERD = """
            {"ociVersion": "1.0.2-dev", "process": {"env": ["PATH=/bin", "KUBERNETES_PORT=tcp://10.0.0.1:443"]},
             "annotations": {"io.kubernetes.cri.container-name": "haproxy", "io.kubernetes.cri.container-type": "container",
               "io.kubernetes.cri.image-name": "docker.io/library/haproxy:2.6", "io.kubernetes.cri.sandbox-name":
               "edge-7d4b9c8f6d-x7k2p", "io.kubernetes.cri.sandbox-namespace": "prod", "io.kubernetes.cri.sandbox-uid": "%s"}}
            """.formatted(UID);

    private static final String CRIO = """
            {"annotations": {"io.kubernetes.container.name": "haproxy", "io.kubernetes.cri-o.ContainerType": "container",
               "io.kubernetes.cri-o.ImageName": "registry.example/haproxy:2.6", "io.kubernetes.pod.name": "edge-0",
               "io.kubernetes.pod.namespace": "prod", "io.kubernetes.pod.uid": "%s"}}
            """.formatted(UID);

    @TempDir
    Path host;

    @Test
    void readsContainerdsBundle() throws IOException {
        write(TASKS + "moby/x/config.json", "{}");
        write(TASKS + "k8s.io/" + ID + "/config.json", CONTAINERD);

        var named = named(Dead.at(POD_CGROUP));

        assertThat(named.workload())
                .isEqualTo(new Workload(
                        "prod", "edge", "haproxy", "edge-7d4b9c8f6d-x7k2p", "node-1", "docker.io/library/haproxy:2.6"));
        assertThat(named.claimed()).isFalse();
        assertThat(named.notes()).isEmpty();
        assertThat(named.labels()).containsEntry("io.kubernetes.cri.container-type", "container");
    }

    @Test
    void readsTheBundleThatK3sHas() throws IOException {
        write("run/k3s/containerd/io.containerd.runtime.v2.task/k8s.io/" + ID + "/config.json", CONTAINERD);

        assertThat(named(Dead.at(POD_CGROUP)).workload().namespace()).isEqualTo("prod");
    }

    @Test
    void readsCriosBundle() throws IOException {
        for (var place : List.of("run", "var/lib")) {
            var file = place + "/containers/storage/overlay-containers/" + ID + "/userdata/config.json";
            write(file, CRIO);

            var workload = named(Dead.at(
                            "0::/kubepods.slice/kubepods-pod" + UID.replace('-', '_') + ".slice/crio-" + ID + ".scope"))
                    .workload();

            assertThat(workload)
                    .isEqualTo(new Workload(
                            "prod", "edge", "haproxy", "edge-0", "node-1", "registry.example/haproxy:2.6"));
            Files.delete(host.resolve(file));
        }
    }

    @Test
    void readsDockersLabels() throws IOException {
        docker("/edge", "");
        assertThat(named(Dead.at(DOCKER_CGROUP)).workload()).isEqualTo(outside("default", "edge"));

        docker(
                "/shop-haproxy-2",
                "\"com.docker.compose.project\": \"shop\", \"com.docker.compose.service\": \"haproxy\"");
        assertThat(named(Dead.at(DOCKER_CGROUP)).workload()).isEqualTo(outside("shop", "haproxy"));

        docker(
                "/shop_edge.1.x",
                "\"com.docker.stack.namespace\": \"shop\", \"com.docker.swarm.service.name\": \"shop_edge\"");
        assertThat(named(Dead.at(DOCKER_CGROUP)).workload()).isEqualTo(outside("shop", "shop_edge"));
    }

    private static final String KUBELETS = """
            "io.kubernetes.container.name": "haproxy", "io.kubernetes.pod.name": "edge-x7k2p",
            "io.kubernetes.pod.namespace": "prod", "io.kubernetes.pod.uid": "%s"
            """.formatted(UID);

    @Test
    void readsWhatTheKubeletToldDocker() throws IOException {
        docker("/k8s_haproxy_edge-x7k2p_prod_" + UID + "_0", KUBELETS);

        assertThat(named(Dead.at(POD_CGROUP)).workload())
                .isEqualTo(new Workload("prod", "edge", "haproxy", "edge-x7k2p", "node-1", "haproxy:2.6"));
    }

    /** Labels come with images: any image could call its containers a Pod's. */
    @Test
    void takesNoPodFromDockerOutsideOfOne() throws IOException {
        docker("/evil", KUBELETS);

        assertThat(named(Dead.at(DOCKER_CGROUP)).workload()).isEqualTo(outside("default", "evil"));
    }

    @Test
    void readsPodmansList() throws IOException {
        write("var/lib/containers/storage/overlay-containers/containers.json", """
                [{"id": "other", "names": ["x"]},
                 {"id": "%s", "names": ["edge"], "metadata": "{\\"image-name\\":\\"docker.io/library/haproxy:2.6\\"}"}]
                """.formatted(ID));
        var victim = Dead.at("0::/machine.slice/libpod-" + ID + ".scope/container");

        assertThat(named(victim).workload())
                .isEqualTo(new Workload("default", "edge", "edge", null, "node-1", "docker.io/library/haproxy:2.6"));
    }

    @Test
    void findsAContainerOfCtrByItsFreeName() throws IOException {
        write(TASKS + "default/edge/config.json", "{\"linux\": {\"cgroupsPath\": \"/default/edge\"}}");

        var named = named(Dead.at("4:memory:/default/edge", "0::/"));

        assertThat(named.container()).isEqualTo(new Container(ContainerRuntime.CONTAINERD, "edge", null));
        assertThat(named.workload()).isEqualTo(plain("edge"));
    }

    @Test
    void findsAContainerOfRuncByItsFreeName() throws IOException {
        runc("edge", "/sys/fs/cgroup/memory/own/edge");

        var named = named(Dead.at("4:memory:/own/edge/below", "1:name=systemd:/"));

        assertThat(named.container()).isEqualTo(new Container(ContainerRuntime.RUNC, "edge", null));
        assertThat(named.workload()).isEqualTo(plain("edge"));
        assertThat(named.labels()).containsEntry("tier", "front");
    }

    @Test
    void aFreeNameInsideAnotherContainerIsNotBelieved() throws IOException {
        runc("edge", "/sys/fs/cgroup/memory/edge");
        write(TASKS + "default/edge/config.json", "{\"linux\": {\"cgroupsPath\": \"/default/edge\"}}");

        for (var path :
                List.of("/evil/edge", "/evil/default/edge", "/default/evil/edge", "/edgeling", "/evil/../edge")) {
            assertThat(named(Dead.at("4:memory:" + path)).container()).as(path).isNull();
        }
    }

    @Test
    void namesAHostsProcessByItsUnit() {
        assertThat(named(Dead.at("0::/system.slice/haproxy@edge.service")).workload())
                .isEqualTo(plain("haproxy@edge"));
        assertThat(named(Dead.at("0::/user.slice/user-0.slice/session-3.scope")).workload())
                .isEqualTo(plain("session-3.scope"));
        assertThat(named(Dead.at("0::/")).workload()).isEqualTo(plain("haproxy"));
    }

    @Test
    void takesATasksOwnWordAsAClaim() {
        var marathon = Map.of("MARATHON_APP_ID", "/shop/edge", "MARATHON_APP_DOCKER_IMAGE", "haproxy:2.6");
        var named = named(Dead.of(marathon, "4:memory:/mesos/" + ALLOCATION));

        assertThat(named.workload()).isEqualTo(outside("default", "shop/edge"));
        assertThat(named.claimed()).isTrue();
        assertThat(named.notes()).containsExactly("its names are its environment's, which it can write itself");
        var task = Map.of("MESOS_TASK_ID", "shop_edge.instance-" + ALLOCATION + "._app.1");
        assertThat(named(Dead.of(task, "0::/system.slice/dcos-mesos-slave.service"))
                        .workload())
                .isEqualTo(plain("shop_edge"));
    }

    @Test
    void takesAnAllocationsWordWhenItIsTheCgroups() {
        var nomad = Map.of(
                "NOMAD_ALLOC_ID",
                ALLOCATION,
                "NOMAD_JOB_NAME",
                "edge",
                "NOMAD_TASK_NAME",
                "lb",
                "NOMAD_NAMESPACE",
                "prod");
        var cgroup = "0::/nomad.slice/share.slice/%s.lb.scope";

        assertThat(named(Dead.of(nomad, cgroup.formatted(ALLOCATION))).workload())
                .isEqualTo(new Workload("prod", "edge", "lb", null, "node-1", null));
        var other = named(Dead.of(nomad, cgroup.formatted(UID)));
        assertThat(other.workload()).isEqualTo(plain("lb"));
        assertThat(other.claimed()).isFalse();
        assertThat(other.notes().toString()).contains("another allocation", "not believed");
    }

    /** The same variables, in Docker's file, are Marathon's word. */
    @Test
    void takesTheEnvironmentThatTheRuntimeWasGiven() throws IOException {
        docker("/mesos-" + ALLOCATION, "");
        var file = host.resolve("var/lib/docker/containers/" + ID + "/config.v2.json");
        Files.writeString(file, Files.readString(file).replace("\"PATH=/bin\"", "\"MARATHON_APP_ID=/shop/edge\""));

        var named = named(Dead.of(Map.of("MARATHON_APP_ID", "/other"), DOCKER_CGROUP));

        assertThat(named.workload()).isEqualTo(outside("default", "shop/edge"));
        assertThat(named.claimed()).isFalse();
    }

    @Test
    void aClaimNeverOverrulesKernelOrRuntime() throws IOException {
        var claims = Map.of("MARATHON_APP_ID", "/other", "MESOS_TASK_ID", "x", "NOMAD_JOB_NAME", "other");
        write(TASKS + "k8s.io/" + ID + "/config.json", CONTAINERD);
        assertThat(named(Dead.of(claims, POD_CGROUP)).workload().name()).isEqualTo("edge");

        docker("/edge", "");
        assertThat(named(Dead.of(claims, DOCKER_CGROUP)).workload().name()).isEqualTo("edge");
        assertThat(named(Dead.of(claims, "0::/system.slice/haproxy.service")).workload())
                .isEqualTo(plain("haproxy"));
    }

    @Test
    void aFileOfAnotherPodIsNotBelieved() throws IOException {
        write(TASKS + "k8s.io/" + ID + "/config.json", CONTAINERD.replace(UID, "another"));

        var named = named(Dead.at(POD_CGROUP));

        assertThat(named.workload()).isEqualTo(plain("haproxy"));
        assertThat(named.notes().toString()).contains("speaks of Pod another, the cgroup of Pod " + UID);
    }

    @Test
    void badFilesCostAName() throws IOException {
        for (var text : List.of(
                "",
                "{",
                "null",
                "1",
                "\"x\"",
                "[]",
                "{\"annotations\": 3}",
                "{\"annotations\": {\"a\": {}}}",
                "{\"process\": {\"env\": {\"a\": 1}}}",
                "[".repeat(100_000),
                "\0",
                "{\"annotations\": {\"io.kubernetes.cri.sandbox-name\": \"x\"}}")) {
            write(TASKS + "k8s.io/" + ID + "/config.json", text);

            assertThat(named(Dead.at(POD_CGROUP)).workload()).as(text).isEqualTo(plain("haproxy"));
        }
        write(TASKS + "k8s.io/" + ID + "/config.json", "{");
        assertThat(named(Dead.at(POD_CGROUP)).notes().toString())
                .contains("config.json can't be understood: it is no JSON");
    }

    @Test
    void readsNoLargeFile() throws IOException {
        write(TASKS + "k8s.io/" + ID + "/config.json", " ".repeat(HostFiles.LARGEST) + "{}");

        assertThat(named(Dead.at(POD_CGROUP)).notes().toString()).contains("more than 4194304 bytes");
    }

    @Test
    void saysThatNoFileWasFound() {
        assertThat(named(Dead.at(POD_CGROUP)).notes())
                .containsExactly("no runtime's file on container " + ID + " was found");
    }

    @Test
    void followsNoLinkOutOfTheHostsRoot(@TempDir Path outside) throws IOException {
        Files.writeString(outside.resolve("config.json"), CONTAINERD);
        Files.createDirectories(host.resolve(TASKS + "k8s.io"));
        Files.createSymbolicLink(host.resolve(TASKS + "k8s.io/" + ID), outside);

        assertThat(named(Dead.at(POD_CGROUP)).workload()).isEqualTo(plain("haproxy"));

        Files.createDirectories(host.resolve("data/" + ID));
        Files.writeString(host.resolve("data/" + ID + "/config.json"), CONTAINERD);
        Files.delete(host.resolve(TASKS + "k8s.io/" + ID));
        Files.createSymbolicLink(host.resolve(TASKS + "k8s.io/" + ID), Path.of("/data/" + ID));
        assertThat(named(Dead.at(POD_CGROUP)).workload().name()).isEqualTo("edge");
    }

    private Named named(Victim victim) {
        var names = new Names(host);
        return names.of(victim, names.words(victim), "node-1");
    }

    private static Workload outside(String namespace, String name) {
        return new Workload(namespace, name, name, null, "node-1", "haproxy:2.6");
    }

    private static Workload plain(String name) {
        return new Workload("default", name, name, null, "node-1", null);
    }

    private void docker(String name, String labels) throws IOException {
        write("var/lib/docker/containers/" + ID + "/config.v2.json", """
                {"ID": "%s", "Name": "%s", "Image": "sha256:0123",
                 "Config": {"Image": "haproxy:2.6", "Env": ["PATH=/bin"], "Labels": {%s}}}
                """.formatted(ID, name, labels));
    }

    private void runc(String id, String directory) throws IOException {
        write("run/runc/" + id + "/state.json", """
                {"id": "%s", "cgroup_paths": {"memory": "%s"}, "config": {"labels": ["tier=front", "bundle=/b"]}}
                """.formatted(id, directory));
    }

    private void write(String path, String text) throws IOException {
        var file = host.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
