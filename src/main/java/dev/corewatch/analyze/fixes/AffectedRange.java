package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import dev.corewatch.crash.KnownFix.Applies;
import org.jspecify.annotations.Nullable;

/**
 * Whether a version has the fault of a fix. YES only when the fault is known to be older than the version's series (or than
 * the version itself) and the version is known to lack the fix: on mainline by the fix's tag; in a stable series by the
 * release that has the backport, or by the version's own date, when it was made before the fix was written. NO when mainline
 * had the fix before the series began, or the fault came later. The rest cannot be told: backports are not recorded.
 */
final class AffectedRange {

    private AffectedRange() {}

    static Applies of(Fix fix, ToldVersion version) {
        var exact = version.exact();
        return exact == null ? ofSeries(fix, version) : of(fix, exact, version);
    }

    /** "2.8-dev" or "1.6.x": mainline may have had the fix before that series began, or got the fault after it. */
    private static Applies ofSeries(Fix fix, ToldVersion version) {
        var oldest = version.oldest();
        var newest = version.newest();
        if (oldest == null || newest == null) {
            return Applies.UNKNOWN;
        }
        boolean fixedBefore = !oldest.isBefore(HaproxyVersion.tag(fix.fixedIn()));
        return fixedBefore || cameLater(fix, newest) ? Applies.NO : Applies.UNKNOWN;
    }

    private static boolean cameLater(Fix fix, HaproxyVersion series) {
        return fix.introducedIn() != null
                && series.isBefore(fix.introducedIn().startOfSeries())
                && !wasBackportedTo(fix, series);
    }

    private static Applies of(Fix fix, HaproxyVersion version, ToldVersion told) {
        if (!version.isBefore(HaproxyVersion.tag(fix.fixedIn()))) {
            return Applies.NO;
        }
        if (fix.introducedIn() != null && version.isBefore(fix.introducedIn())) {
            return wasBackportedTo(fix, version) || version.snapshot() ? Applies.UNKNOWN : Applies.NO;
        }
        return version.isMainline() ? onMainline(fix, version) : inStable(fix, version, told);
    }

    private static Applies onMainline(Fix fix, HaproxyVersion version) {
        boolean maybeFixed = version.snapshot();
        return hadTheFault(fix, version) && !maybeFixed ? Applies.YES : Applies.UNKNOWN;
    }

    private static Applies inStable(Fix fix, HaproxyVersion version, ToldVersion told) {
        var fixed = fixedInSeries(fix, version);
        if (fixed != null && !version.isBefore(fixed)) {
            return Applies.NO;
        }
        boolean lacksTheFix = fixed != null || told.isOlderThan(fix.date());
        return lacksTheFix && isOlderThanSeries(fix, version) ? Applies.YES : Applies.UNKNOWN;
    }

    private static @Nullable HaproxyVersion fixedInSeries(Fix fix, HaproxyVersion version) {
        return fix.stable().stream()
                .filter(fixed -> fixed.series().equals(version.series()))
                .findFirst()
                .orElse(null);
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

    /** Whether the fix was meant for older series, but for none as old as the version's: then the fault may have come later. */
    static boolean isDoubtful(Fix fix, ToldVersion version) {
        var newest = version.newest();
        return newest != null
                && fix.introducedIn() == null
                && !wasBackportedTo(fix, newest)
                && fix.backportTo().stream().allMatch(series -> newest.isBefore(HaproxyVersion.tag(series)))
                && newest.isBefore(HaproxyVersion.tag(fix.fixedIn()).startOfSeries());
    }
}
