package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Versions on both sides of a fix, by its own facts. */
final class AffectedVersions {

    private static final List<String> SERIES = List.of(
            "1.3", "1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "2.0", "2.1", "2.2", "2.3", "2.4", "2.5", "2.6", "2.7",
            "2.8", "2.9", "3.0", "3.1", "3.2", "3.3", "3.4", "3.5");

    private AffectedVersions() {}

    /** The last mainline version without the fix; one between two tags when the fault lived for no longer. */
    static String mainline(Fix fix) {
        var fixed = HaproxyVersion.tag(fix.fixedIn());
        var last = lastBefore(fixed);
        var introduced = fix.introducedIn();
        return introduced != null && HaproxyVersion.tag(last).isBefore(introduced) ? last + "-abcdef-12" : last;
    }

    private static String lastBefore(HaproxyVersion fixed) {
        if (fixed.development() == HaproxyVersion.RELEASED) {
            return fixed.series() + "-dev9";
        }
        return fixed.development() > 1
                ? fixed.series() + "-dev" + (fixed.development() - 1)
                : SERIES.get(SERIES.indexOf(fixed.series()) - 1) + ".0";
    }

    /** A stable release of the newest series that the fix was meant for. */
    static Optional<String> stable(Fix fix) {
        return fix.backportTo().stream()
                .filter(SERIES::contains)
                .map(series -> series + ".2")
                .findFirst();
    }

    /** Versions that have the fix. */
    static Stream<String> fixed(Fix fix) {
        int series = SERIES.indexOf(HaproxyVersion.tag(fix.fixedIn()).series());
        return Stream.concat(
                Stream.of(fix.fixedIn()),
                SERIES.subList(series + 1, SERIES.size()).stream()
                        .flatMap(next -> Stream.of(next + "-dev1", next + ".3")));
    }

    /** Mainline versions from before the fault. */
    static Stream<String> before(Fix fix) {
        var introduced = fix.introducedIn();
        return introduced == null
                ? Stream.empty()
                : SERIES.subList(0, SERIES.indexOf(introduced.series())).stream()
                        .filter(series -> !fix.backportTo().contains(series)
                                && !fix.backportTo().contains("all"))
                        .flatMap(series -> Stream.of(series + "-dev2", series + ".0"));
    }
}
