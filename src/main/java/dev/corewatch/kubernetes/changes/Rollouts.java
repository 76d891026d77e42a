package dev.corewatch.kubernetes.changes;

import dev.corewatch.kubernetes.changes.Change.Subject;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/** Rollouts from before anybody watched, by what they left behind. */
final class Rollouts {

    private static final Logger LOG = System.getLogger(Rollouts.class.getName());
    private static final String REVISION = "deployment.kubernetes.io/revision";

    private final KubernetesClient client;

    Rollouts(KubernetesClient client) {
        this.client = client;
    }

    /** A Deployment's last two ReplicaSets say what changed, and when. */
    List<Change> of(Deployment deployment) {
        try {
            var sets = replicaSets(deployment);
            if (sets.size() < 2) {
                return unknown(deployment);
            }
            var last = sets.getFirst();
            var details = facts(sets.get(1)).rolloutTo(facts(last)).orElse("");
            return List.of(new Change(
                    WorkloadReading.subject(deployment),
                    Instant.parse(last.getMetadata().getCreationTimestamp()),
                    WorkloadReading.rollout(deployment) + details));
        } catch (KubernetesClientException e) {
            LOG.log(Level.DEBUG, "no ReplicaSets", e);
            return unknown(deployment);
        }
    }

    /** What was changed isn't known, but that something was. */
    List<Change> unknown(HasMetadata workload) {
        Subject subject = WorkloadReading.subject(workload);
        return Managed.written(workload.getMetadata(), "f:spec", "f:template")
                .map(at -> new Change(subject, at, "a change of " + subject.words()))
                .stream()
                .toList();
    }

    private List<ReplicaSet> replicaSets(Deployment deployment) {
        var uid = deployment.getMetadata().getUid();
        return client
                .apps()
                .replicaSets()
                .inNamespace(deployment.getMetadata().getNamespace())
                .withLabelSelector(deployment.getSpec().getSelector())
                .list()
                .getItems()
                .stream()
                .filter(set -> set.getMetadata().getOwnerReferences().stream()
                        .anyMatch(owner -> owner.getUid().equals(uid)))
                .sorted(Comparator.comparingLong(Rollouts::revision).reversed())
                .toList();
    }

    private static long revision(ReplicaSet set) {
        var annotations = set.getMetadata().getAnnotations();
        var revision = annotations == null ? null : annotations.get(REVISION);
        return revision != null && revision.matches("\\d{1,18}") ? Long.parseLong(revision) : 0;
    }

    private static WorkloadFacts facts(ReplicaSet set) {
        return WorkloadFacts.of(null, set.getSpec().getTemplate());
    }
}
