package dev.corewatch.kubernetes.crash;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corewatch.json.Json;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.PodAnnotations;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a Pod's annotations say: how many crashes, which was the last, and which ends of its containers are accounted for. What somebody
 * damaged by hand is begun anew. Immutable.
 *
 * @param seen what is accounted for
 * @param last annotations on the last crash
 */
record PodState(long count, Seen seen, Map<String, String> last) {

    /** What two channels' clocks may differ by, for one crash. */
    private static final Duration SAME = Duration.ofSeconds(10);

    private static final int SENTENCE = 500;
    private static final int URI = 1000;
    private static final int TOLD = 10;

    PodState {
        last = Map.copyOf(last);
    }

    /**
     * What is accounted for.
     *
     * @param containers their ends, by container
     * @param told ids of the occurrences that agents told of, the last ones, in order
     */
    record Seen(Map<String, SeenDeaths> containers, List<String> told) {

        static final Seen NOTHING = new Seen(Map.of(), List.of());

        @SuppressWarnings("NullAway") // edited by hand, either can be absent
        Seen {
            containers = containers == null ? Map.of() : Map.copyOf(containers);
            told = told == null ? List.of() : List.copyOf(told);
        }
    }

    static PodState of(Map<String, String> annotations) {
        var last = annotations.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(PodAnnotations.LAST))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        return new PodState(
                count(annotations.get(PodAnnotations.COUNT)), seen(annotations.get(PodAnnotations.SEEN)), last);
    }

    /** All annotations of corewatch, as they should be. */
    Map<String, String> annotations() {
        var all = new TreeMap<>(last);
        all.put(PodAnnotations.COUNT, String.valueOf(count));
        all.put(PodAnnotations.SEEN, json());
        return all;
    }

    /** With the ends of a container accounted for. */
    PodState with(String container, SeenDeaths deaths) {
        var all = new TreeMap<>(seen.containers());
        all.put(container, deaths);
        return new PodState(count, new Seen(all, seen.told()), last);
    }

    /** With so many crashes more. */
    PodState more(int crashes) {
        return new PodState(count + crashes, seen, last);
    }

    /**
     * With an occurrence that an agent told of accounted for.
     *
     * @param counted whether it is in the count already: its container's end was
     */
    PodState told(String occurrence, boolean counted) {
        boolean isKnown = seen.told().contains(occurrence);
        boolean isForgotten =
                seen.told().size() == TOLD && occurrence.compareTo(seen.told().getFirst()) < 0;
        if (isKnown || isForgotten) {
            return this;
        }
        var all = Stream.concat(seen.told().stream(), Stream.of(occurrence))
                .sorted()
                .toList();
        var bounded = all.subList(Math.max(0, all.size() - TOLD), all.size());
        return new PodState(counted ? count : count + 1, new Seen(seen.containers(), bounded), last);
    }

    /** Whether an occurrence that an agent told of is accounted for. */
    boolean isTold(String occurrence) {
        return seen.told().contains(occurrence);
    }

    /** With that crash as the last one, unless a later one is told of already. */
    PodState telling(CrashOccurrence told, String summary, @Nullable String signature) {
        if (isAfter(Instant.parse(told.at()))) {
            return this;
        }
        var all = new TreeMap<String, String>();
        all.put(PodAnnotations.TIME, told.at());
        all.put(PodAnnotations.SUMMARY, bounded(summary, SENTENCE));
        put(all, PodAnnotations.SIGNAL, told.signal(), SENTENCE);
        put(all, PodAnnotations.SIGNATURE, signature, SENTENCE);
        put(all, PodAnnotations.CORE, told.core(), URI);
        put(all, PodAnnotations.REPORT, told.report(), URI);
        put(all, PodAnnotations.GAPS, told.gaps() == null ? null : gaps(told.gaps()), SENTENCE);
        return new PodState(count, seen, all);
    }

    /** Nothing but the count: for a Pod whose annotations are full. */
    PodState shortened() {
        return new PodState(count, seen, Map.of());
    }

    private boolean isAfter(Instant time) {
        try {
            var known = last.get(PodAnnotations.TIME);
            return known != null && Instant.parse(known).isAfter(time.plus(SAME));
        } catch (DateTimeException e) {
            return false;
        }
    }

    private static String gaps(List<String> gaps) {
        return String.join("; ", gaps);
    }

    private static void put(Map<String, String> all, String name, @Nullable String value, int bound) {
        if (value != null) {
            all.put(name, bounded(value, bound));
        }
    }

    private static String bounded(String text, int bound) {
        return text.length() <= bound ? text : text.substring(0, bound - 3) + "...";
    }

    private String json() {
        try {
            return Json.mapper().writeValueAsString(seen);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Seen seen(@Nullable String json) {
        try {
            var seen = json == null ? null : Json.mapper().readValue(json, Seen.class);
            return seen == null ? Seen.NOTHING : seen;
        } catch (JsonProcessingException | RuntimeException e) {
            return Seen.NOTHING;
        }
    }

    private static long count(@Nullable String text) {
        try {
            return text == null ? 0 : Math.clamp(Long.parseLong(text.strip()), 0, Integer.MAX_VALUE);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
