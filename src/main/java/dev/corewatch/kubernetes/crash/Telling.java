package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Stack;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a group is told of one crash.
 *
 * @param summary one line
 * @param frames of its stack, innermost first; none when there is no stack
 * @param knownFix upstream's fix
 */
record Telling(
        CrashOccurrence occurrence,
        String summary,
        String kind,
        List<String> frames,
        @Nullable String knownFix) {

    private static final int LINE = 300;
    private static final Gap GONE = new Gap("pod", "it was gone when this was told");

    /** Of an agent's or of a status's occurrence. */
    static Telling of(Occurrence occurrence, WatchedPod pod, Wording wording, List<String> changes) {
        var report = occurrence.report();
        return new Telling(
                told(occurrence, pod, wording, changes),
                bounded(wording.summary(occurrence)),
                report == null ? "unknown" : word(report.kind()),
                report == null ? List.of() : frames(report.stack()),
                report == null ? null : knownFix(report));
    }

    private static CrashOccurrence told(Occurrence occurrence, WatchedPod pod, Wording wording, List<String> changes) {
        var report = occurrence.report();
        return new CrashOccurrence(
                occurrence.id(),
                occurrence.revision(),
                occurrence.died().toString(),
                pod.name(),
                pod.node(),
                occurrence.identity().containerId(),
                boundedOrNull(occurrence.workload().image()),
                report == null || report.signal() == null
                        ? null
                        : report.signal().name(),
                report == null || report.haproxy() == null
                        ? null
                        : boundedOrNull(report.haproxy().version()),
                report == null || report.request() == null ? null : request(report.request()),
                nullIfEmpty(gaps(occurrence, pod)),
                wording.core(occurrence),
                wording.report(occurrence),
                nullIfEmpty(changes));
    }

    private static List<String> gaps(Occurrence occurrence, WatchedPod pod) {
        var gone = pod.isGone() ? Stream.of(GONE) : Stream.<Gap>of();
        return Stream.concat(gone, occurrence.gaps().stream()).map(Telling::gap).toList();
    }

    private static String gap(Gap gap) {
        return bounded(gap.missing() + ": " + gap.reason());
    }

    /** "POST to backend thing_two, gzip"; never the URI. */
    private static @Nullable String request(RequestContext request) {
        var target = request.backend() == null ? null : "to backend " + request.backend();
        var all = joined(", ", joined(" ", request.method(), target), request.algorithm());
        return all.isEmpty() ? null : bounded(all);
    }

    private static String joined(String between, @Nullable String... parts) {
        return Arrays.stream(parts)
                .filter(part -> part != null && !part.isEmpty())
                .collect(Collectors.joining(between));
    }

    private static List<String> frames(Stack stack) {
        return stack.frames().stream()
                .limit(CrashStatus.MOST)
                .map(Telling::frame)
                .toList();
    }

    /** "deflate_flush_or_finish (src/compression.c:612)", "memcpy (libc.so.6)". */
    private static String frame(Frame frame) {
        var where = frame.file() != null
                ? frame.file() + (frame.line() == null ? "" : ":" + frame.line())
                : Optional.ofNullable(frame.module())
                        .map(module -> module.substring(module.lastIndexOf('/') + 1))
                        .orElse(null);
        var name = frame.function() == null ? "?" : frame.function();
        return bounded(where == null ? name : name + " (" + where + ")");
    }

    private static @Nullable String knownFix(Report report) {
        return Stream.of(KnownFix.Applies.YES, KnownFix.Applies.UNKNOWN)
                .flatMap(applies -> report.knownFixes().stream().filter(fix -> fix.applies() == applies))
                .findFirst()
                .map(Telling::fix)
                .orElse(null);
    }

    private static String fix(KnownFix fix) {
        var certain = fix.applies() == KnownFix.Applies.YES ? "" : "perhaps ";
        return bounded(certain + fix.id() + (fix.fixedIn() == null ? "" : " (" + fix.fixedIn() + ")"));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> @Nullable List<T> nullIfEmpty(List<T> list) {
        return list.isEmpty() ? null : list;
    }

    private static String bounded(String text) {
        return text.length() <= LINE ? text : text.substring(0, LINE);
    }

    private static @Nullable String boundedOrNull(@Nullable String text) {
        return text == null ? null : bounded(text);
    }
}
