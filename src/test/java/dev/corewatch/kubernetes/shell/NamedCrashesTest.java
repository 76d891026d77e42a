package dev.corewatch.kubernetes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class NamedCrashesTest {

    private static final KnownCrash EDGE = crash("edge-0a1b2c3d4e", "8c1f0a2b3c4d");
    private static final KnownCrash EDGES = crash("edge-0a1b2c3d4e5", "ffff0a2b3c4d");
    private static final KnownCrash LB = crash("lb-1111111111", "8c1f0a2b3c4d");
    private static final KnownCrash BARE = crash("bare-2222222222", null);
    private static final NamedCrashes CRASHES = new NamedCrashes(List.of(EDGE, EDGES, LB, BARE));

    @Test
    void aWholeNameIsNoBeginning() {
        assertThat(CRASHES.find("edge-0a1b2c3d4e")).containsExactly(EDGE);
        assertThat(CRASHES.find("shop/edge-0a1b2c3d4e")).containsExactly(EDGE);
    }

    @Test
    void aBeginningNamesAllThatBeginSo() {
        assertThat(CRASHES.find("EDGE")).containsExactly(EDGE, EDGES);
        assertThat(NamedCrashes.shareTheSignature(CRASHES.find("edge"))).isFalse();
    }

    @Test
    void aSignatureNamesItsCrashesOnEveryWorkload() {
        assertThat(CRASHES.find("8c1f")).containsExactly(EDGE, LB);
        assertThat(NamedCrashes.shareTheSignature(CRASHES.find("8c1f"))).isTrue();
    }

    @Test
    void aMistypedNameFindsNothingButWhatIsNear() {
        assertThat(CRASHES.find("egde")).isEmpty();
        assertThat(CRASHES.find("")).isEmpty();
        assertThat(CRASHES.near("lb-1111111112")).first().isEqualTo("lb-1111111111");
    }

    @Test
    void crashesWithoutASignatureShareNone() {
        assertThat(NamedCrashes.shareTheSignature(List.of(BARE, BARE))).isFalse();
    }

    private static KnownCrash crash(String name, @Nullable String signature) {
        var crash = new HAProxyCrash();
        crash.setMetadata(
                new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
        crash.setSpec(new CrashSpec(
                new WorkloadRef("apps/v1", "Deployment", "edge"),
                "haproxy",
                signature,
                "SIGSEGV",
                null,
                null,
                null,
                null));
        return new KnownCrash(crash);
    }
}
