package dev.corewatch.kubernetes.changes;

import dev.corewatch.kubernetes.changes.Change.Subject;
import dev.corewatch.kubernetes.crash.NearbyChanges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * Rollouts and scaling of workloads.
 *
 * @param read what is kept of one
 * @param rollouts the last rollout of one that was changed lately, before anybody watched it
 */
record WorkloadReading<T extends HasMetadata>(
        Function<T, WorkloadFacts> read, Function<T, List<Change>> rollouts, InstantSource clock)
        implements FactsHandler.Reading<T, WorkloadFacts> {

    @Override
    public WorkloadFacts facts(T object) {
        return read.apply(object);
    }

    @Override
    public List<Change> past(T object) {
        var metadata = object.getMetadata();
        var created = Instant.parse(metadata.getCreationTimestamp());
        var past = new ArrayList<Change>();
        if (isRecent(created)) {
            past.add(new Change(
                    subject(object),
                    created,
                    "the creation of " + subject(object).words()));
        }
        if (Managed.written(metadata, "f:spec", "f:template")
                .filter(at -> isRecent(at) && at.isAfter(created))
                .isPresent()) {
            past.addAll(rollouts.apply(object));
        }
        Managed.writtenThrough(metadata, "scale")
                .filter(this::isRecent)
                .ifPresent(at -> past.add(new Change(
                        subject(object),
                        at,
                        scaling(object) + " to " + read.apply(object).replicas())));
        return past;
    }

    @Override
    public List<Change> changes(WorkloadFacts before, WorkloadFacts after, T object) {
        var changes = new ArrayList<Change>();
        before.rolloutTo(after)
                .ifPresent(details -> changes.add(new Change(subject(object), at(object), rollout(object) + details)));
        before.scalingTo(after)
                .ifPresent(details -> changes.add(new Change(subject(object), at(object), scaling(object) + details)));
        return changes;
    }

    static String rollout(HasMetadata object) {
        return "the rollout of " + subject(object).words();
    }

    static Subject subject(HasMetadata object) {
        return new Subject(
                object.getKind().toLowerCase(Locale.ROOT),
                object.getMetadata().getNamespace(),
                object.getMetadata().getName());
    }

    private static String scaling(HasMetadata object) {
        return "the scaling of " + subject(object).words();
    }

    /** The API server's time of the write, as far as it tells: a watch may come late. */
    private Instant at(T object) {
        return Managed.written(object.getMetadata(), "f:spec").orElseGet(clock::instant);
    }

    private boolean isRecent(Instant at) {
        return Duration.between(at, clock.instant()).compareTo(NearbyChanges.NEAR) < 0;
    }
}
