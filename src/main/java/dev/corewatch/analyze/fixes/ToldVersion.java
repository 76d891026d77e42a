package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a text tells of a HAProxy's version: "2.6.12", "HAProxy version 2.6.12-1+deb12u1 2023/12/16 - https://haproxy.org/" as
 * {@code haproxy -vv} prints it, or less: "2.8-dev", "1.6.x/1.7-dev3".
 *
 * @param exact the version, when the text is exactly one
 * @param oldest start of the oldest series it names
 * @param newest start of the newest series it names
 * @param made when it was made, by its own word: nothing written later is in it
 */
record ToldVersion(
        @Nullable HaproxyVersion exact,
        @Nullable HaproxyVersion oldest,
        @Nullable HaproxyVersion newest,
        @Nullable LocalDate made) {

    private static final Pattern SERIES = Pattern.compile("(?<![\\d.])(\\d{1,2}\\.\\d{1,2})(?!\\d)");
    private static final Pattern LEAD = Pattern.compile("^.{0,40}?[Vv]ersion (?:is )?(?=\\d)");
    private static final Pattern ASKED = Pattern.compile("\\d{1,2}\\.\\d{1,2}(-dev|\\.x)?");
    private static final Pattern DATE = Pattern.compile(" (\\d{4})/(\\d{2})/(\\d{2})\\b");

    static ToldVersion of(@Nullable String text) {
        if (text == null) {
            return new ToldVersion(null, null, null, null);
        }
        var version = LEAD.matcher(text.strip()).replaceFirst("");
        var exact = HaproxyVersion.parse(version).orElse(null);
        if (exact != null) {
            return new ToldVersion(exact, exact.startOfSeries(), exact.startOfSeries(), date(version));
        }
        var series = series(version);
        return series.isEmpty()
                ? new ToldVersion(null, null, null, null)
                : new ToldVersion(null, series.getFirst(), series.getLast(), null);
    }

    /** What a person asks about; empty when it isn't one version or one series. */
    static Optional<ToldVersion> asked(String text) {
        var line = text.strip().lines().findFirst().orElse("");
        var version = LEAD.matcher(line).replaceFirst("").replaceFirst("^v(?=\\d)", "");
        var told = of(version);
        return told.exact != null || ASKED.matcher(version).matches() ? Optional.of(told) : Optional.empty();
    }

    private static List<HaproxyVersion> series(String text) {
        return SERIES.matcher(text)
                .results()
                .map(found -> HaproxyVersion.tag(found.group(1)))
                .sorted()
                .toList();
    }

    private static @Nullable LocalDate date(String text) {
        return DATE.matcher(text)
                .results()
                .findFirst()
                .flatMap(ToldVersion::date)
                .orElse(null);
    }

    private static Optional<LocalDate> date(MatchResult found) {
        try {
            return Optional.of(LocalDate.of(
                    Integer.parseInt(found.group(1)),
                    Integer.parseInt(found.group(2)),
                    Integer.parseInt(found.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether it was made before something else was written. */
    boolean isOlderThan(LocalDate written) {
        return made != null && made.isBefore(written);
    }

    /** The series of a release, when the fix was meant for its stable branch. */
    @Nullable
    String stableSeries(Fix fix) {
        return exact != null && !exact.isBefore(exact.firstRelease()) && AffectedRange.wasBackportedTo(fix, exact)
                ? exact.series()
                : null;
    }

    /** "2.6.12 (2023-12-16)", or the series. */
    @Override
    public String toString() {
        var version = String.valueOf(exact == null ? newest : exact);
        return made == null ? version : version + " (" + made + ")";
    }
}
