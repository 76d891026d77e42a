package dev.corewatch.kubernetes.changes;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeCondition;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a node to see what changes.
 *
 * @param ready True, False or Unknown
 */
record NodeFacts(
        @Nullable String ready,
        boolean cordoned,
        @Nullable String bootId,
        @Nullable String kernel) {

    static NodeFacts of(Node node) {
        var info = Optional.ofNullable(node.getStatus()).map(status -> status.getNodeInfo());
        return new NodeFacts(
                ready(node).map(NodeCondition::getStatus).orElse(null),
                node.getSpec() != null && Boolean.TRUE.equals(node.getSpec().getUnschedulable()),
                info.map(all -> all.getBootID()).orElse(null),
                info.map(all -> all.getKernelVersion()).orElse(null));
    }

    static Optional<NodeCondition> ready(Node node) {
        return Optional.ofNullable(node.getStatus()).stream()
                .flatMap(status -> status.getConditions().stream())
                .filter(condition -> "Ready".equals(condition.getType()))
                .findFirst();
    }

    /** Clauses for what is different afterwards. */
    List<String> changesTo(NodeFacts next) {
        var changes = new ArrayList<String>();
        if (bootId != null && next.bootId != null && !bootId.equals(next.bootId)) {
            changes.add("the node was booted" + kernelTo(next));
        }
        if (ready != null && next.ready != null && !ready.equals(next.ready)) {
            changes.add(readiness(next.ready));
        }
        if (cordoned != next.cordoned) {
            changes.add(next.cordoned ? "the node was cordoned" : "the node was uncordoned");
        }
        return changes;
    }

    static String readiness(String ready) {
        return "the node's Ready condition changed to " + ready;
    }

    private String kernelTo(NodeFacts next) {
        return Objects.equals(kernel, next.kernel) ? "" : " (kernel %s -> %s)".formatted(kernel, next.kernel);
    }
}
