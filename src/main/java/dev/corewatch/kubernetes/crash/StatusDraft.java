package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.CrashStatus.Reopened;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A status in the making, from another one. */
final class StatusDraft {

    @Nullable
    String summary;

    @Nullable
    String kind;

    @Nullable
    String acknowledged;

    @Nullable
    Reopened reopened;

    @Nullable
    String knownFix;

    @Nullable
    List<String> frames;

    @Nullable
    Map<String, Long> requests;

    @Nullable
    List<String> versions;

    @Nullable
    List<CrashOccurrence> occurrences;

    List<String> counted;

    private final @Nullable List<Condition> conditions;
    private long count;
    private long acknowledgedCount;
    private @Nullable String firstSeen;
    private @Nullable String lastSeen;

    StatusDraft(CrashStatus from) {
        summary = from.summary();
        kind = from.kind();
        count = from.count();
        acknowledgedCount = from.acknowledgedCount();
        firstSeen = from.firstSeen();
        lastSeen = from.lastSeen();
        acknowledged = from.acknowledged();
        reopened = from.reopened();
        knownFix = from.knownFix();
        frames = from.frames();
        requests = from.requests();
        versions = from.versions();
        occurrences = from.occurrences();
        conditions = from.conditions();
        counted = GroupStatus.counted(from);
    }

    /** So many crashes more, or less; they are quiet when the bug is acknowledged. */
    void add(long crashes, boolean quiet) {
        count = Math.max(0, count + crashes);
        acknowledgedCount = Math.clamp(quiet ? acknowledgedCount + crashes : acknowledgedCount, 0, count);
    }

    void seen(Instant time) {
        firstSeen = GroupStatus.time(firstSeen)
                .filter(time::isAfter)
                .map(Instant::toString)
                .orElse(time.toString());
        lastSeen = GroupStatus.time(lastSeen)
                .filter(time::isBefore)
                .map(Instant::toString)
                .orElse(time.toString());
    }

    void count(String key) {
        counted = Stream.concat(Stream.of(key), counted.stream())
                .limit(CrashStatus.COUNTED)
                .toList();
    }

    CrashStatus done() {
        return new CrashStatus(
                summary,
                kind,
                count,
                acknowledgedCount,
                firstSeen,
                lastSeen,
                acknowledged,
                reopened,
                knownFix,
                frames,
                requests,
                versions,
                occurrences,
                conditions,
                counted.isEmpty() ? null : String.join(" ", counted));
    }
}
