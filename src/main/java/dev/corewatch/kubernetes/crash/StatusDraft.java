package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.CrashStatus.Reopened;
import dev.corewatch.kubernetes.api.CrashStatus.SeenRequest;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A status in the making, from another one. */
final class StatusDraft {

    @Nullable
    String summary;

    @Nullable
    String kind;

    long count;

    @Nullable
    String acknowledged;

    @Nullable
    Reopened reopened;

    @Nullable
    String knownFix;

    @Nullable
    List<String> frames;

    @Nullable
    List<SeenRequest> requests;

    @Nullable
    List<String> versions;

    @Nullable
    List<CrashOccurrence> occurrences;

    @Nullable
    List<String> counted;

    private @Nullable String firstSeen;
    private @Nullable String lastSeen;

    StatusDraft(CrashStatus from) {
        summary = from.summary();
        kind = from.kind();
        count = from.count();
        firstSeen = from.firstSeen();
        lastSeen = from.lastSeen();
        acknowledged = from.acknowledged();
        reopened = from.reopened();
        knownFix = from.knownFix();
        frames = from.frames();
        requests = from.requests();
        versions = from.versions();
        occurrences = from.occurrences();
        counted = from.counted();
    }

    void seen(Instant time) {
        firstSeen = firstSeen == null || time.isBefore(Instant.parse(firstSeen)) ? time.toString() : firstSeen;
        lastSeen = lastSeen == null || time.isAfter(Instant.parse(lastSeen)) ? time.toString() : lastSeen;
    }

    void count(String key) {
        counted = Stream.concat(Stream.of(key), GroupStatus.orEmpty(counted).stream())
                .limit(CrashStatus.COUNTED)
                .toList();
    }

    CrashStatus done() {
        return new CrashStatus(
                summary,
                kind,
                count,
                firstSeen,
                lastSeen,
                acknowledged,
                reopened,
                knownFix,
                frames,
                requests,
                versions,
                occurrences,
                counted);
    }
}
