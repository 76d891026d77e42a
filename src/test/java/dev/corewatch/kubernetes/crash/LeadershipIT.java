package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.crash.Leadership.Election;
import dev.corewatch.kubernetes.crash.Leadership.Turns;
import dev.corewatch.lab.ControlPlane;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class LeadershipIT {

    private final ControlPlane plane = ControlPlane.shared();
    private final String namespace = plane.namespace();

    @Test
    void passesOnAtOnceWhenTheOneThatLeadsIsClosed() throws Exception {
        var one = new Turn();
        var two = new Turn();
        var first = seek("one", one);
        var began = one.began.get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
        try (var _ = seek("two", two)) {
            first.close();
            assertThat(two.began.get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .isEqualTo(began);
            assertThat(one.lost).isNotDone();
        }
    }

    @Test
    void givesTheLeaseToTheServiceSoThatItGoesWithIt() throws Exception {
        var service = plane.client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("lease")
                        .endMetadata()
                        .withNewSpec()
                        .addNewPort()
                        .withPort(9443)
                        .endPort()
                        .endSpec()
                        .build())
                .create();
        var turn = new Turn();
        try (var _ = seek("one", turn)) {
            turn.began.get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
            var lease = plane.client().leases().inNamespace(namespace).withName("lease");
            var renewed = lease.get().getSpec().getRenewTime();
            lease.waitUntilCondition(
                    now -> now != null && now.getSpec().getRenewTime().isAfter(renewed),
                    ControlPlane.PATIENCE_SECONDS,
                    TimeUnit.SECONDS);
            assertThat(lease.get().getMetadata().getOwnerReferences())
                    .singleElement()
                    .satisfies(owner -> assertThat(owner.getUid())
                            .isEqualTo(service.getMetadata().getUid()));
        }
    }

    @Test
    void tellsTheOneThatLostTheLease() throws Exception {
        var turn = new Turn();
        try (var _ = seek("one", turn)) {
            turn.began.get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
            plane.client()
                    .leases()
                    .inNamespace(namespace)
                    .withName("lease")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            "{\"spec\": {\"holderIdentity\": \"somebody else\"}}");
            turn.lost.get(ControlPlane.PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private Leadership seek(String identity, Turn turn) {
        return Leadership.seek(plane.client(), new Election(namespace, "lease", identity), turn);
    }

    private static final class Turn implements Turns {

        private final CompletableFuture<Instant> began = new CompletableFuture<>();
        private final CompletableFuture<Void> lost = new CompletableFuture<>();

        @Override
        public void began(Instant since) {
            began.complete(since);
        }

        @Override
        public void lost() {
            lost.complete(null);
        }

        @Override
        public void failed(RuntimeException why) {
            lost.completeExceptionally(why);
        }
    }
}
