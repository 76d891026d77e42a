package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Node;
import org.junit.jupiter.api.Test;

final class NodeFactsTest {

    private static final NodeFacts BEFORE = new NodeFacts("True", false, "boot-1", "6.1.0-18");

    @Test
    void aBootIsToldWithItsKernel() {
        assertThat(BEFORE.changesTo(new NodeFacts("True", false, "boot-2", "6.1.0-21")))
                .containsExactly("the node was booted (kernel 6.1.0-18 -> 6.1.0-21)");
    }

    @Test
    void readinessAndCordonsAreTold() {
        assertThat(BEFORE.changesTo(new NodeFacts("Unknown", true, "boot-1", "6.1.0-18")))
                .containsExactly("the node's Ready condition changed to Unknown", "the node was cordoned");
    }

    @Test
    void aHeartbeatIsNoChange() {
        assertThat(BEFORE.changesTo(BEFORE)).isEmpty();
    }

    @Test
    void aNodeThatSaysNothingChangesNothing() {
        assertThat(NodeFacts.of(new Node()).changesTo(BEFORE)).isEmpty();
    }
}
