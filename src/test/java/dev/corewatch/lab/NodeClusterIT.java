package dev.corewatch.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.lab.HaproxyWorkload.Kind;
import dev.corewatch.lab.HaproxyWorkload.Mode;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real node makes of a HAProxy that dies. */
@Tag("cluster")
final class NodeClusterIT {

    private final NodeCluster cluster = NodeCluster.shared();
    private final String namespace = cluster.plane().namespace();

    @ParameterizedTest
    @EnumSource(Mode.class)
    void aCrashIsAnExitStatusOf139AndNoSignal(Mode mode) throws Exception {
        var haproxy = start(Kind.DEPLOYMENT, mode, LabImage.ZLIB);

        assertThat(haproxy.poison()).isZero();

        var end = haproxy.awaitRestarts(1)
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getLastState()
                .getTerminated();
        assertThat(end.getExitCode()).isEqualTo(139);
        assertThat(end.getReason()).isEqualTo("Error");
        assertThat(end.getSignal()).isNull();
    }

    @Test
    void theMastersLastWordsAreInTheStatus() throws Exception {
        var haproxy = start(Kind.STATEFUL_SET, Mode.MASTER_WORKER, LabImage.ZLIB);
        haproxy.poison();
        var end = haproxy.awaitRestarts(1)
                .getStatus()
                .getContainerStatuses()
                .getFirst()
                .getLastState()
                .getTerminated();
        assertThat(end.getMessage())
                .containsPattern("Current worker \\(\\d+\\) exited with code 139 \\(Segmentation fault\\)");
    }

    @Test
    void theSameRequestIsHarmlessWithLibslz() throws Exception {
        var haproxy = start(Kind.DAEMON_SET, Mode.MASTER_WORKER, LabImage.SLZ);
        assertThat(haproxy.poison()).isEqualTo(200);
    }

    @Test
    void anotherPodIsReachedByItsServicesName() throws Exception {
        var haproxy = start(Kind.DEPLOYMENT, Mode.SINGLE, LabImage.SLZ);
        haproxy.expose();
        assertThat(haproxy.fetchedFromWithin("http://" + haproxy.name() + "." + namespace + ".svc/"))
                .isEqualTo("{\"thing\":\"one\"}");
    }

    private HaproxyWorkload start(Kind kind, Mode mode, LabImage image) throws Exception {
        return HaproxyWorkload.start(cluster.client(), namespace, kind, mode, image);
    }
}
