package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_CONFLICT;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.json.Json;
import dev.corewatch.kubernetes.api.FieldManager;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.crash.Retention.Delete;
import dev.corewatch.kubernetes.crash.Retention.Keep;
import dev.corewatch.kubernetes.crash.Retention.Note;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a crash resource's view of its acknowledgement as its spec says, and deletes it when its workload is gone for long enough. Writes
 * only these fields, and only over what was read: a crash that is counted meanwhile is never lost.
 */
@ControllerConfiguration(name = "haproxycrash")
final class CrashReconciler implements Reconciler<HAProxyCrash> {

    private static final Logger LOG = System.getLogger(CrashReconciler.class.getName());
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(FieldManager.NAME)
            .build();

    private final KubernetesClient client;
    private final Retention retention;
    private final WorkloadLookup workloads;
    private final InstantSource clock;

    CrashReconciler(KubernetesClient client, Duration retainAfterDeletion, InstantSource clock) {
        this.client = client;
        this.retention = new Retention(retainAfterDeletion);
        this.workloads = new WorkloadLookup(client);
        this.clock = clock;
    }

    @Override
    public UpdateControl<HAProxyCrash> reconcile(HAProxyCrash crash, Context<HAProxyCrash> context) {
        if (crash.getSpec() == null) {
            return UpdateControl.noUpdate();
        }
        try {
            return UpdateControl.<HAProxyCrash>noUpdate().rescheduleAfter(settled(crash));
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_CONFLICT || e.getCode() == HTTP_NOT_FOUND) {
                return UpdateControl.<HAProxyCrash>noUpdate().rescheduleAfter(SOON);
            }
            throw e;
        }
    }

    /** Until it is to be looked at again. */
    private Duration settled(HAProxyCrash crash) {
        var presence = workloads.find(
                crash.getMetadata().getNamespace(), crash.getSpec().workloadRef());
        return switch (retention.decide(crash, presence, clock.instant())) {
            case Keep keep -> {
                write(crash, null);
                yield keep.again();
            }
            case Note note -> {
                write(crash, note.conditions());
                yield note.again();
            }
            case Delete _ -> {
                delete(crash);
                yield Retention.CHECK;
            }
        };
    }

    private void write(HAProxyCrash crash, @Nullable List<Condition> conditions) {
        var acknowledged = Acknowledgement.of(crash).word();
        var known = crash.getStatus() == null
                ? Acknowledgement.NO.word()
                : crash.getStatus().acknowledged();
        if (conditions == null && acknowledged.equals(known)) {
            return;
        }
        var patch = Json.mapper().createObjectNode();
        patch.putObject("metadata").put("resourceVersion", crash.getMetadata().getResourceVersion());
        var status = patch.putObject("status").put("acknowledged", acknowledged);
        if (conditions != null) {
            status.set("conditions", Json.mapper().valueToTree(conditions));
        }
        client.resources(HAProxyCrash.class)
                .inNamespace(crash.getMetadata().getNamespace())
                .withName(crash.getMetadata().getName())
                .subresource("status")
                .patch(MERGE, patch.toString());
    }

    private void delete(HAProxyCrash crash) {
        LOG.log(
                Level.INFO,
                "{0}/{1} is deleted: its workload is gone for long enough",
                crash.getMetadata().getNamespace(),
                crash.getMetadata().getName());
        client.resource(crash)
                .lockResourceVersion(crash.getMetadata().getResourceVersion())
                .delete();
    }
}
