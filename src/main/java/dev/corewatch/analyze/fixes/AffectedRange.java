package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.KnownFix.Applies;

/**
 * Whether a version has the fault of a fix. YES only when the fault is known to be older than the version's series (or than
 * the version itself) and the version is known to lack the fix: on mainline by the fix's tag, in a stable series only by the
 * release that has the backport. NO when mainline had the fix before the series began, or the fault came later. The rest
 * cannot be told: backports are not recorded.
 */
final class AffectedRange {

    private AffectedRange() {}

    static Applies of(Fix fix, Crash crash) {
        var crashed = crash.parsedVersion();
        return crashed.isPresent() ? of(fix, crashed.get()) : ofSeries(fix, crash);
    }

    /** "2.8-dev" or "1.6.x": mainline may have had the fix before that series began. */
    private static Applies ofSeries(Fix fix, Crash crash) {
        boolean fixedBefore = crash.startOfSeries()
                .filter(start -> !start.isBefore(HaproxyVersion.tag(fix.fixedIn())))
                .isPresent();
        return fixedBefore ? Applies.NO : Applies.UNKNOWN;
    }

    private static Applies of(Fix fix, HaproxyVersion version) {
        if (!version.isBefore(HaproxyVersion.tag(fix.fixedIn()))) {
            return Applies.NO;
        }
        if (fix.introducedIn() != null && version.isBefore(fix.introducedIn())) {
            return wasBackportedTo(fix, version) || version.snapshot() ? Applies.UNKNOWN : Applies.NO;
        }
        return version.isMainline() ? onMainline(fix, version) : inStable(fix, version);
    }

    private static Applies onMainline(Fix fix, HaproxyVersion version) {
        boolean maybeFixed = version.snapshot();
        return hadTheFault(fix, version) && !maybeFixed ? Applies.YES : Applies.UNKNOWN;
    }

    private static Applies inStable(Fix fix, HaproxyVersion version) {
        for (var fixed : fix.stable()) {
            if (fixed.series().equals(version.series())) {
                return !version.isBefore(fixed)
                        ? Applies.NO
                        : isOlderThanSeries(fix, version) ? Applies.YES : Applies.UNKNOWN;
            }
        }
        return Applies.UNKNOWN;
    }

    private static boolean hadTheFault(Fix fix, HaproxyVersion version) {
        return fix.introducedIn() != null || isOlderThanSeries(fix, version);
    }

    /** Introduced before the series, or worth a backport to an older one. */
    private static boolean isOlderThanSeries(Fix fix, HaproxyVersion version) {
        var start = version.startOfSeries();
        return (fix.introducedIn() != null && fix.introducedIn().isBefore(start))
                || fix.backportTo().stream()
                        .filter(series -> !series.equals("all"))
                        .anyMatch(series -> HaproxyVersion.tag(series).isBefore(start));
    }

    static boolean wasBackportedTo(Fix fix, HaproxyVersion version) {
        return fix.backportTo().contains(version.series()) || fix.backportTo().contains("all");
    }
}
