package dev.corewatch.identity;

import static dev.corewatch.identity.ContainerRuntime.CONTAINERD;
import static dev.corewatch.identity.ContainerRuntime.CRIO;
import static dev.corewatch.identity.ContainerRuntime.DOCKER;
import static dev.corewatch.identity.ContainerRuntime.MESOS;
import static dev.corewatch.identity.ContainerRuntime.NOMAD;
import static dev.corewatch.identity.ContainerRuntime.PODMAN;
import static dev.corewatch.identity.ContainerRuntime.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each driver and runtime writes, and what a container may write below. */
final class PlacementTest {

    private static final String ID = "4b1f0c".repeat(10) + "beef";
    private static final String OTHER = "0d".repeat(32);
    private static final String UID = "3f2c9a11-77de-4d0b-9a56-0123456789ab";
    private static final String UNDERSCORED = UID.replace('-', '_');
    private static final String STATIC = "5d41402abc4b2a76b9719d911017c592";
    private static final String TASK = "b9a1c6de-0011-4f22-8a3b-6655443322aa";

    static List<Arguments> containers() {
        var pod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + UNDERSCORED + ".slice";
        return List.of(
                row("containerd, systemd, v2", CONTAINERD, UID, "0::" + pod + "/cri-containerd-" + ID + ".scope"),
                row(
                        "guaranteed",
                        CONTAINERD,
                        UID,
                        "0::/kubepods.slice/kubepods-pod" + UNDERSCORED + ".slice/cri-containerd-" + ID + ".scope"),
                row(
                        "kind's kubelet",
                        CONTAINERD,
                        UID,
                        "0::/kubelet.slice/kubelet-kubepods.slice/kubelet-kubepods-besteffort.slice/"
                                + "kubelet-kubepods-besteffort-pod" + UNDERSCORED + ".slice/cri-containerd-" + ID
                                + ".scope"),
                row(
                        "CRI-O, systemd, v2, crun's own below",
                        CRIO,
                        UID,
                        "0::" + pod + "/crio-" + ID + ".scope/container"),
                row("CRI-O, cgroupfs", CRIO, UID, "0::/kubepods/burstable/pod" + UID + "/crio-" + ID),
                row(
                        "cgroupfs, v1 hybrid",
                        UNKNOWN,
                        UID,
                        "9:name=systemd:/kubepods/burstable/pod" + UID + "/" + ID,
                        "4:memory:/kubepods/burstable/pod" + UID + "/" + ID,
                        "0::/"),
                row("cgroupfs, guaranteed", UNKNOWN, UID, "4:memory:/kubepods/pod" + UID + "/" + ID),
                row("static Pod", UNKNOWN, STATIC, "0::/kubepods/besteffort/pod" + STATIC + "/" + ID),
                row(
                        "drivers that differ",
                        CONTAINERD,
                        UID,
                        "0::/system.slice/containerd.service/kubepods-burstable-pod" + UNDERSCORED
                                + ".slice:cri-containerd:" + ID),
                row("Docker, systemd", DOCKER, null, "0::/system.slice/docker-" + ID + ".scope"),
                row("Docker below a slice", DOCKER, null, "0::/edge.slice/edge-lb.slice/docker-" + ID + ".scope"),
                row(
                        "Docker, cgroupfs, hybrid",
                        DOCKER,
                        null,
                        "2:cpu,cpuacct:/docker/" + ID,
                        "1:name=systemd:/docker/" + ID,
                        "0::/system.slice/containerd.service"),
                row(
                        "systemd in Docker",
                        DOCKER,
                        null,
                        "1:name=systemd:/docker/" + ID + "/system.slice/haproxy.service"),
                row("Docker in Docker: the outer one", DOCKER, null, "4:memory:/docker/" + ID + "/docker/" + OTHER),
                row(
                        "kind: the node",
                        DOCKER,
                        null,
                        "0::/system.slice/docker-" + ID + ".scope/kubelet.slice/kubelet-kubepods.slice/"
                                + "kubelet-kubepods-pod" + UNDERSCORED + ".slice/cri-containerd-" + OTHER + ".scope"),
                row("Podman, systemd", PODMAN, null, "0::/machine.slice/libpod-" + ID + ".scope/container"),
                row("Podman, cgroupfs", PODMAN, null, "0::/libpod_parent/libpod-" + ID),
                row("runc with a plain id", UNKNOWN, null, "4:memory:/" + ID, "0::/"),
                row("Docker below Nomad's slice", DOCKER, null, "0::/nomad.slice/share.slice/docker-" + ID + ".scope"),
                row(
                        "seen from another cgroup namespace",
                        UNKNOWN,
                        UID,
                        "0::/../../kubepods/burstable/pod" + UID + "/" + ID),
                row(
                        "from a Pod of the same QoS class",
                        CONTAINERD,
                        UID,
                        "0::/../../kubepods-burstable-pod" + UNDERSCORED + ".slice/cri-containerd-" + ID + ".scope"),
                row("from another container of the Pod", CONTAINERD, null, "0::/../cri-containerd-" + ID + ".scope"),
                row("from another Docker container", UNKNOWN, null, "0::/../" + ID),
                row(
                        "while its cgroup is being removed",
                        DOCKER,
                        null,
                        "0::/system.slice/docker-" + ID + ".scope (deleted)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("containers")
    void findsTheContainer(String what, ContainerRuntime runtime, @Nullable String podUid, List<String> lines) {
        assertThat(Placement.of(lines).container()).isEqualTo(new Container(runtime, ID, podUid));
    }

    @Test
    void findsTasksOfMesos() {
        assertThat(container("4:memory:/mesos/" + TASK, "1:name=systemd:/mesos_executors.slice", "0::/"))
                .isEqualTo(new Container(MESOS, TASK, null));
        assertThat(container("4:memory:/mesos/" + TASK + "/mesos/child-1/mesos/x"))
                .isEqualTo(new Container(MESOS, TASK + ".child-1.x", null));
        assertThat(container("4:memory:/mesos/" + TASK + "/docker/" + OTHER))
                .isEqualTo(new Container(MESOS, TASK, null));
    }

    @Test
    void boundsNestedTasks() {
        var deep = container("4:memory:/mesos/" + TASK + "/mesos/a".repeat(1000));

        assertThat(deep).isEqualTo(new Container(MESOS, TASK + ".a".repeat(7), null));
    }

    @Test
    void findsAllocationsOfNomad() {
        for (var path :
                List.of("/nomad.slice/share.slice/%s.lb.scope", "/nomad.slice/%s.lb.scope", "/nomad/share/%s.lb")) {
            assertThat(container("0::" + path.formatted(TASK))).isEqualTo(new Container(NOMAD, TASK + ".lb", null));
        }
        assertThat(container("4:memory:/nomad/" + TASK)).isEqualTo(new Container(NOMAD, TASK, null));
        assertThat(container("0::/system.slice/" + TASK + ".lb.scope")).isNull();
    }

    static List<Arguments> units() {
        return List.of(
                unit("haproxy.service", "0::/system.slice/haproxy.service"),
                unit("haproxy@edge.service", "0::/system.slice/system-haproxy.slice/haproxy@edge.service"),
                unit(
                        "haproxy.service",
                        "9:name=systemd:/system.slice/haproxy.service",
                        "4:memory:/system.slice",
                        "0::/"),
                unit("session-3.scope", "0::/user.slice/user-1000.slice/session-3.scope"),
                unit("init.scope", "0::/../../../init.scope"),
                unit(
                        "systemd-nspawn@web.service",
                        "0::/machine.slice/systemd-nspawn@web.service/payload/system.slice/haproxy.service"),
                unit("libpod-conmon-" + ID + ".scope", "0::/machine.slice/libpod-conmon-" + ID + ".scope"),
                unit("containerd.service", "0::/system.slice/containerd.service"),
                unit(
                        "haproxy.service",
                        "0::/system.slice/haproxy.service",
                        "1:name=systemd:/system.slice/haproxy.service/" + ID));
    }

    @ParameterizedTest(name = "{0} of {1}")
    @MethodSource("units")
    void findsTheUnit(String unit, List<String> lines) {
        var placement = Placement.of(lines);

        assertThat(placement.unit()).isEqualTo(unit);
        assertThat(placement.container()).isNull();
    }

    /** CVE-2015-1318 and its kin: what lies inside is the container's own claim. */
    static List<Arguments> claims() {
        var other = List.of(
                "cri-containerd-" + OTHER + ".scope",
                OTHER,
                "docker-" + OTHER + ".scope",
                "docker/" + OTHER,
                "kubepods/burstable/pod00000000-0000-0000-0000-000000000000/" + OTHER,
                "kubepods.slice/kubepods-pod00000000_0000_0000_0000_000000000000.slice/crio-" + OTHER + ".scope",
                "mesos/" + TASK,
                "system.slice/docker-" + OTHER + ".scope",
                "system.slice/haproxy.service",
                "nomad.slice/share.slice/" + TASK + ".lb.scope");
        return other.stream().map(Arguments::of).toList();
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aContainerDoesNotBecomeAnotherByACgroupBelowItsOwn(String claim) {
        var pod = "/kubepods.slice/kubepods-burstable.slice/kubepods-burstable-pod" + UNDERSCORED + ".slice";

        assertThat(container("0::" + pod + "/cri-containerd-" + ID + ".scope/" + claim))
                .isEqualTo(new Container(CONTAINERD, ID, UID));
        assertThat(container("4:memory:/docker/" + ID + "/" + claim)).isEqualTo(new Container(DOCKER, ID, null));
        assertThat(container("0::/../" + ID + "/" + claim)).isEqualTo(new Container(UNKNOWN, ID, null));
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aUnitDoesNotBecomeAContainerByACgroupBelowItsOwn(String claim) {
        for (var unit : List.of("/system.slice/evil.service", "/user.slice/user-1000.slice/user@1000.service")) {
            var placement = Placement.of(List.of("0::" + unit + "/" + claim, "9:name=systemd:" + unit));

            assertThat(placement.container()).isNull();
            assertThat(placement.unit()).isEqualTo(unit.substring(unit.lastIndexOf('/') + 1));
        }
    }

    @ParameterizedTest
    @MethodSource("claims")
    void aContainerOfUnknownNameDoesNotBecomeAnother(String claim) {
        var placement = Placement.of(List.of("0::/lxc.payload.web/" + claim, "4:memory:/default/evil/" + claim));

        assertThat(placement.container()).isNull();
        assertThat(placement.unit()).isNull();
    }

    @Test
    void believesNeitherOfTwoContainers() {
        var placement = Placement.of(List.of("4:memory:/docker/" + ID, "3:cpuset:/docker/" + OTHER));

        assertThat(placement.container()).isNull();
        assertThat(placement.notes().toString()).contains(ID, OTHER, "none is believed");
    }

    @Test
    void takesNothingFromOtherNames() {
        for (var path : List.of(
                "/",
                "/../..",
                "/process_api/0068debaf7d303f475495d0856291712",
                "/docker/" + ID + "0",
                "/docker/" + ID.toUpperCase(java.util.Locale.ROOT),
                "/docker/x" + ID,
                "/kubepods/podx/" + ID,
                "/docker",
                "/system.slice",
                "/mesos",
                "/mesos/../" + ID,
                "//" + "a/".repeat(5000))) {
            assertThat(container("0::" + path)).as(path).isNull();
        }
    }

    @Test
    void survivesLinesThatAreNone() {
        for (var line : List.of("", ":", "::", "0::", "x", "0::relative", "4:memory", "\0", ":::/docker/" + ID)) {
            assertThat(container(line)).as(line).isNull();
        }
        assertThat(container("4:a:/docker/" + ID + ":x")).isNull();
    }

    private static @Nullable Container container(String... lines) {
        return Placement.of(List.of(lines)).container();
    }

    private static Arguments row(String what, ContainerRuntime runtime, @Nullable String podUid, String... lines) {
        return Arguments.of(what, runtime, podUid, Arrays.asList(lines));
    }

    private static Arguments unit(String name, String... lines) {
        return Arguments.of(name, Arrays.asList(lines));
    }
}
