package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Set;

/** Looks at a Pod whenever it changes. */
@ControllerConfiguration(name = "haproxy-pods", generationAwareEventProcessing = false)
final class PodReconciler implements Reconciler<Pod> {

    private static final Logger LOG = System.getLogger(PodReconciler.class.getName());
    private static final Set<Integer> GONE = Set.of(HTTP_NOT_FOUND, HTTP_FORBIDDEN);

    private final PodReader reader;
    private final CrashDesk desk;
    private final Instant since;

    PodReconciler(PodReader reader, CrashDesk desk, Instant since) {
        this.reader = reader;
        this.desk = desk;
        this.since = since;
    }

    @Override
    public UpdateControl<Pod> reconcile(Pod pod, Context<Pod> context) {
        try {
            desk.look(reader.read(pod), since);
        } catch (KubernetesClientException e) {
            boolean isGoing = context.isPrimaryResourceDeleted() && GONE.contains(e.getCode());
            if (!isGoing) {
                throw e;
            }
            LOG.log(Level.INFO, () -> "the last crash of a Pod isn't counted, its namespace goes: " + e.getMessage());
        }
        return UpdateControl.noUpdate();
    }
}
