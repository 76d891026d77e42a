package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.ServiceOwner;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectionConfigBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderElectorBuilder;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One replica of several leads, by a Lease. Closed, it gives the lease back, so that the next one need not wait for its end. */
public final class Leadership implements AutoCloseable {

    private static final Duration LEASE = Duration.ofSeconds(15);
    private static final Duration RENEWAL = Duration.ofSeconds(10);
    private static final Duration RETRY = Duration.ofSeconds(2);

    private final KubernetesClient client;
    private final Election election;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final ExecutorService executor = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("leader-election-", 0).daemon().factory());
    private volatile CompletableFuture<?> running = new CompletableFuture<>();

    /**
     * Who takes part.
     *
     * @param lease made when it isn't there
     * @param identity of this replica
     */
    public record Election(String namespace, String lease, String identity) {}

    /** Is told of its turns. */
    public interface Turns {

        /**
         * It leads. On a thread of its own.
         *
         * @param since when the lease was made: the first time that anybody led
         */
        void began(Instant since);

        /** Another one leads by now, who knows what: this one has to end. */
        void lost();

        /** It can't begin, or can't take part any more: it has to end, so that another one can lead. */
        void failed(RuntimeException why);
    }

    private Leadership(KubernetesClient client, Election election) {
        this.client = client;
        this.election = election;
    }

    /**
     * Takes part from now on.
     *
     * @throws KubernetesClientException when the lease may not be read
     */
    public static Leadership seek(KubernetesClient client, Election election, Turns turns) {
        client.leases()
                .inNamespace(election.namespace())
                .withName(election.lease())
                .get();
        var leadership = new Leadership(client, election);
        var callbacks = new LeaderCallbacks(() -> leadership.leads(turns), () -> leadership.stops(turns), _ -> {});
        var config = new LeaderElectionConfigBuilder()
                .withName(election.lease())
                .withLock(new LeaseLock(election.namespace(), election.lease(), election.identity()))
                .withLeaseDuration(LEASE)
                .withRenewDeadline(RENEWAL)
                .withRetryPeriod(RETRY)
                .withReleaseOnCancel(true)
                .withLeaderCallbacks(callbacks)
                .build();
        leadership.running = new LeaderElectorBuilder(client, leadership.executor)
                .withConfig(config)
                .build()
                .start();
        var _ = leadership.running.whenComplete((_, failure) -> leadership.ends(turns, failure));
        return leadership;
    }

    /** Apart from the thread that renews the lease. */
    private void leads(Turns turns) {
        executor.execute(() -> {
            try {
                giveToService();
                turns.began(since());
            } catch (RuntimeException e) {
                turns.failed(e);
            }
        });
    }

    /** The lease goes with the installation: its owner is the Service of its name, where there is one. */
    private void giveToService() {
        var owner = new ServiceOwner(client, election.namespace(), election.lease()).references();
        if (!owner.isEmpty()) {
            client.leases()
                    .inNamespace(election.namespace())
                    .withName(election.lease())
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            new LeaseBuilder()
                                    .withNewMetadata()
                                    .withName(election.lease())
                                    .withOwnerReferences(owner)
                                    .endMetadata()
                                    .build());
        }
    }

    private void ends(Turns turns, @Nullable Throwable failure) {
        if (failure != null && !closing.get()) {
            turns.failed(new IllegalStateException("the election of a leader ended: " + failure.getMessage(), failure));
        }
    }

    private void stops(Turns turns) {
        if (!closing.get()) {
            turns.lost();
        }
    }

    private Instant since() {
        var lease = client.leases()
                .inNamespace(election.namespace())
                .withName(election.lease())
                .get();
        var created = lease == null ? null : lease.getMetadata().getCreationTimestamp();
        return created == null ? Instant.now() : Instant.parse(created);
    }

    @Override
    public void close() {
        closing.set(true);
        running.cancel(true);
        executor.shutdown();
    }
}
