package dev.corewatch.crash;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A version of HAProxy as somebody packaged it: distributions fix bugs without taking upstream's next version.
 *
 * @param revision what follows upstream's version: "-1+deb12u3", "-f6bd011" (a commit), or empty
 */
public record PackagedVersion(HaproxyVersion upstream, String revision) {

    private static final Pattern TEXT = Pattern.compile(
            "v?(\\d{1,2}\\.\\d{1,2})(\\.\\d{1,3}|-dev\\d{1,3})?([-+~]\\S{0,80})?(?:\\s.*)?", Pattern.DOTALL);
    private static final Pattern COMMIT = Pattern.compile("-g?[0-9a-f]{6,40}(?![0-9a-z]).*");

    /** "2.6.12-1+deb12u3 2023/12/16", "v3.1-dev5"; a series alone ("2.8") is its first release. Empty when the text is none. */
    public static Optional<PackagedVersion> parse(String text) {
        var found = TEXT.matcher(text.strip());
        if (!found.matches()) {
            return Optional.empty();
        }
        var rest = found.group(2);
        var upstream = rest == null
                ? HaproxyVersion.tag(found.group(1)).firstRelease()
                : HaproxyVersion.tag(found.group(1) + rest);
        return Optional.of(new PackagedVersion(upstream, found.group(3) == null ? "" : found.group(3)));
    }

    /** Whether it is known to be that version or a later one: of one version's packages only those of one kind have an order. */
    public boolean isAtOrAfter(PackagedVersion other) {
        int order = upstream.compareTo(other.upstream);
        if (order != 0) {
            return order > 0;
        }
        return other.revision.isEmpty()
                || revision.equals(other.revision)
                || (isOrdered() && other.isOrdered() && PackageOrder.INSTANCE.compare(revision, other.revision) >= 0);
    }

    private boolean isOrdered() {
        return !revision.isEmpty() && !COMMIT.matcher(revision).matches();
    }
}
