package dev.corewatch.kubernetes.crash;

import io.fabric8.kubernetes.api.model.Pod;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.time.Instant;

/** Looks at a Pod whenever it changes. */
@ControllerConfiguration(name = "haproxy-pods", generationAwareEventProcessing = false)
final class PodReconciler implements Reconciler<Pod> {

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
        desk.look(reader.read(pod), since);
        return UpdateControl.noUpdate();
    }
}
