package dev.corewatch.kubernetes.changes;

import dev.corewatch.kubernetes.changes.Change.Subject;
import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Taint;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Readiness, cordons and boots of nodes. */
record NodeReading(InstantSource clock) implements FactsHandler.Reading<Node, NodeFacts> {

    private static final String CORDON = "node.kubernetes.io/unschedulable";

    @Override
    public NodeFacts facts(Node node) {
        return NodeFacts.of(node);
    }

    @Override
    public List<Change> past(Node node) {
        var past = new ArrayList<Change>();
        NodeFacts.ready(node)
                .filter(ready -> ready.getLastTransitionTime() != null)
                .ifPresent(ready -> past.add(new Change(
                        subject(node),
                        Instant.parse(ready.getLastTransitionTime()),
                        NodeFacts.readiness(ready.getStatus()))));
        var taints = node.getSpec() == null ? List.<Taint>of() : node.getSpec().getTaints();
        taints.stream()
                .filter(taint -> CORDON.equals(taint.getKey()) && taint.getTimeAdded() != null)
                .findFirst()
                .ifPresent(taint -> past.add(
                        new Change(subject(node), Instant.parse(taint.getTimeAdded()), "the node was cordoned")));
        return past;
    }

    @Override
    public List<Change> changes(NodeFacts before, NodeFacts after, Node node) {
        return before.changesTo(after).stream()
                .map(what -> new Change(subject(node), clock.instant(), what))
                .toList();
    }

    private static Subject subject(Node node) {
        return new Subject(Subject.NODE, "", node.getMetadata().getName());
    }
}
