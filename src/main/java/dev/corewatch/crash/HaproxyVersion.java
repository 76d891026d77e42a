package dev.corewatch.crash;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of HAProxy in the order of its history: 2.8-dev4 before 2.8.0 before 2.8.12.
 *
 * @param development number of a development version (-devN); {@link #RELEASED} for a release
 * @param patch 0 for the first release of a series and for development versions
 * @param snapshot whether commits were added after the tag ("2.8-dev4-9fd3a4-12"): how far it got isn't known
 */
public record HaproxyVersion(int major, int minor, int development, int patch, boolean snapshot)
        implements Comparable<HaproxyVersion> {

    public static final int RELEASED = Integer.MAX_VALUE;

    private static final Pattern TEXT = Pattern.compile(
            "(\\d{1,2})\\.(\\d{1,2})(?:-dev(\\d{1,3})|\\.(\\d{1,3}))?(-[0-9a-f]{6,}-\\d{1,4}|\\+)?(?![.\\w]).{0,80}");

    private static final Comparator<HaproxyVersion> ORDER = Comparator.comparingInt(HaproxyVersion::major)
            .thenComparingInt(HaproxyVersion::minor)
            .thenComparingInt(HaproxyVersion::development)
            .thenComparingInt(HaproxyVersion::patch);

    /** The version; empty when the text isn't exactly one ("1.6.x", "2.9/3.0-dev", "2.8-dev"). */
    public static Optional<HaproxyVersion> parse(String text) {
        var found = TEXT.matcher(text.strip());
        if (!found.matches() || (found.group(3) == null && found.group(4) == null)) {
            return Optional.empty();
        }
        boolean isDevelopment = found.group(3) != null;
        return Optional.of(new HaproxyVersion(
                Integer.parseInt(found.group(1)),
                Integer.parseInt(found.group(2)),
                isDevelopment ? Integer.parseInt(found.group(3)) : RELEASED,
                isDevelopment ? 0 : Integer.parseInt(found.group(4)),
                found.group(5) != null));
    }

    /** What the data names: a tag, or a series for its whole development ("3.3"). */
    public static HaproxyVersion tag(String text) {
        return parse(text).orElseGet(() -> series(text));
    }

    private static HaproxyVersion series(String text) {
        int dot = text.indexOf('.');
        return new HaproxyVersion(
                Integer.parseInt(text.substring(0, dot)), Integer.parseInt(text.substring(dot + 1)), 0, 0, false);
    }

    /** "2.8" of 2.8.12. */
    public String series() {
        return major + "." + minor;
    }

    /** From 2.4 on slz is in the tree. */
    public boolean hasBuiltInSlz() {
        return !isBefore(series("2.4"));
    }

    /** From 3.5-dev4 on slz writes no more than it promises (3020fde52, 6f75c98fc); older series may have got that, too. */
    public boolean hasBoundedSlz() {
        return !isBefore(tag("3.5-dev4"));
    }

    public boolean isMainline() {
        return development != RELEASED || patch == 0;
    }

    public boolean isBefore(HaproxyVersion other) {
        return compareTo(other) < 0;
    }

    /** The first version of its series. */
    public HaproxyVersion startOfSeries() {
        return new HaproxyVersion(major, minor, 0, 0, false);
    }

    /** The release that its series' stable branch began with. */
    public HaproxyVersion firstRelease() {
        return new HaproxyVersion(major, minor, RELEASED, 0, false);
    }

    /** "2.8-dev4", "2.8.12"; a series alone for its whole development. */
    @Override
    public String toString() {
        return series() + (development == RELEASED ? "." + patch : development == 0 ? "" : "-dev" + development);
    }

    @Override
    public int compareTo(HaproxyVersion other) {
        return ORDER.compare(this, other);
    }
}
