package dev.corewatch.kubernetes.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the bug. Times are RFC 3339 in UTC.
 *
 * @param summary one line, never with request data
 * @param kind memory, assertion, watchdog, out-of-memory, ...
 * @param acknowledgedCount crashes that came while somebody had said that the bug is known
 * @param acknowledged yes, no or reopened
 * @param reopened the crash that reopened it, when one did
 * @param knownFix "5cd57cf2 (2.6.13)"
 * @param frames of the last stack, innermost first, bounded
 * @param requests that crashed threads were at, without their URIs, and how often: "POST to backend thing_two, gzip"; bounded
 * @param versions HAProxy's, as seen, newest last, bounded
 * @param occurrences the last ten, newest first
 * @param conditions {@link #WORKLOAD_GONE}
 * @param watermark the crashes counted most recently, by which none is counted twice: "CONTAINER/OCCURRENCE", newest first, between spaces,
 *     bounded; named so that it comes last where people look
 */
public record CrashStatus(
        @Nullable String summary,
        @Nullable String kind,
        long count,

        @JsonPropertyDescription("How many of them came while the bug was acknowledged: nobody was called for these.")
        long acknowledgedCount,

        @Nullable String firstSeen,
        @Nullable String lastSeen,
        @Nullable String acknowledged,
        @Nullable Reopened reopened,
        @Nullable String knownFix,
        @Nullable List<String> frames,
        @Nullable Map<String, Long> requests,
        @Nullable List<String> versions,
        @Nullable List<CrashOccurrence> occurrences,
        @Nullable List<Condition> conditions,

        @JsonPropertyDescription("Bookkeeping: the crashes counted most recently, so that none is counted twice.")
        @Nullable
        String watermark) {

    /** The condition that is true while the workload isn't there, since its last transition. */
    public static final String WORKLOAD_GONE = "WorkloadGone";

    public static final int OCCURRENCES = 10;

    /** Where requests, versions and frames end. */
    public static final int MOST = 20;

    /** Outlasts what can be told twice: a controller's restart in the middle of a storm. */
    public static final int COUNTED = 200;

    /** Nothing seen yet. */
    public static final CrashStatus NEW =
            new CrashStatus(null, null, 0, 0, null, null, "no", null, null, null, null, null, null, null, null);

    /**
     * The crash that made an acknowledged bug news again.
     *
     * @param generation of the resource when that crash came: a later change by a person acknowledges it anew
     * @param version that should have been fixed
     */
    public record Reopened(String time, @Nullable String version, long generation) {}

    /**
     * One crash.
     *
     * @param id the occurrence's, as {@code corewatch show} takes it
     * @param revision of what was told last
     * @param at time of death
     * @param container id, 64 hexadecimal digits
     * @param signal as that channel told it
     * @param version HAProxy's
     * @param gaps channels that said nothing, with the reason
     * @param core where the core is kept, a URI
     * @param report where the report is kept, a URI
     * @param changes near the crash: "2 min after the rollout of deployment/thing-two"
     */
    public record CrashOccurrence(
            @Required String id,
            long revision,
            @Required String at,
            @Nullable String pod,
            @Nullable String node,
            @Nullable String container,
            @Nullable String image,
            @Nullable String signal,
            @Nullable String version,
            @Nullable String request,
            @Nullable List<String> gaps,
            @Nullable String core,
            @Nullable String report,
            @Nullable List<String> changes) {}
}
