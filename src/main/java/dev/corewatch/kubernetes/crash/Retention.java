package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a crash resource is kept: for a while after its workload was found to be gone, which the resource itself remembers in the
 * condition WorkloadGone, so that no restart of the controller begins that time anew. Nothing is deleted on a guess.
 *
 * @param byDefault how long, where the resource doesn't say
 */
record Retention(Duration byDefault) {

    /** How often it is asked whether a workload is there. */
    static final Duration CHECK = Duration.ofMinutes(10);

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final String TRUE = "True";
    private static final String FALSE = "False";

    /** Whether a workload is there. */
    enum Presence {
        THERE,
        GONE,
        /** Nobody may know. */
        UNKNOWN
    }

    /** What to do with the resource. */
    sealed interface Verdict {}

    /** To be kept as it is, and looked at again. */
    record Keep(Duration again) implements Verdict {}

    /** To be kept with these conditions, and looked at again. */
    record Note(List<Condition> conditions, Duration again) implements Verdict {}

    /** Its time is over. */
    record Delete() implements Verdict {}

    Verdict decide(HAProxyCrash crash, Presence presence, Instant now) {
        return switch (presence) {
            case UNKNOWN -> new Keep(CHECK);
            case THERE -> goneSince(crash).isEmpty() ? new Keep(CHECK) : new Note(List.of(there(now)), CHECK);
            case GONE ->
                goneSince(crash)
                        .map(since -> decide(retainedUntil(since, crash), now))
                        .orElseGet(() -> new Note(List.of(gone(now)), until(retainedUntil(now, crash), now)));
        };
    }

    private static Verdict decide(Instant end, Instant now) {
        return now.isBefore(end) ? new Keep(until(end, now)) : new Delete();
    }

    private static Duration until(Instant end, Instant now) {
        var left = Duration.between(now, end);
        return left.compareTo(SOON) < 0 ? SOON : left.compareTo(CHECK) < 0 ? left : CHECK;
    }

    private Instant retainedUntil(Instant since, HAProxyCrash crash) {
        try {
            return since.plus(retention(crash));
        } catch (ArithmeticException | DateTimeException e) {
            return Instant.MAX;
        }
    }

    private Duration retention(HAProxyCrash crash) {
        var own = crash.getSpec().retainAfterDeletion();
        try {
            return own == null ? byDefault : Duration.parse(own);
        } catch (DateTimeParseException e) {
            return byDefault;
        }
    }

    private static Optional<Instant> goneSince(HAProxyCrash crash) {
        var conditions = crash.getStatus() == null ? null : crash.getStatus().conditions();
        return Optional.ofNullable(conditions).stream()
                .flatMap(List::stream)
                .filter(condition -> CrashStatus.WORKLOAD_GONE.equals(condition.getType()))
                .filter(condition -> TRUE.equals(condition.getStatus()))
                .flatMap(condition -> time(condition.getLastTransitionTime()).stream())
                .findFirst();
    }

    private static Optional<Instant> time(@Nullable String text) {
        try {
            return Optional.ofNullable(text).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Condition gone(Instant now) {
        return condition(TRUE, "NotFound", "the workload is gone; this is deleted a while after", now);
    }

    private static Condition there(Instant now) {
        return condition(FALSE, "Found", "the workload is there again", now);
    }

    private static Condition condition(String status, String reason, String message, Instant now) {
        return new ConditionBuilder()
                .withType(CrashStatus.WORKLOAD_GONE)
                .withStatus(status)
                .withReason(reason)
                .withMessage(message)
                .withLastTransitionTime(now.toString())
                .build();
    }
}
