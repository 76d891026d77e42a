package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.UpstreamFix;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What threatens a version: the fixes that it lacks or may lack; the certain ones first, then the worst, then by area. */
public final class Threats {

    /** Upstream's words, the worst first. */
    private static final List<String> SEVERITIES = List.of("critical", "major", "medium", "minor");

    private static final Comparator<UpstreamFix> ORDER = Comparator.comparing(
                    (UpstreamFix fix) -> fix.applies() != Applies.YES)
            .thenComparingInt(fix -> severity(fix.severity()))
            .thenComparing(UpstreamFix::area)
            .thenComparing(UpstreamFix::written, Comparator.reverseOrder());

    private final List<Fix> fixes;

    /**
     * What threatens one version.
     *
     * @param version as it was understood
     */
    public record Of(String version, List<UpstreamFix> fixes) {

        public Of {
            fixes = List.copyOf(fixes);
        }
    }

    public Threats(KnownFixes fixes) {
        this.fixes = fixes.all();
    }

    /** The whole list. */
    public List<UpstreamFix> all() {
        return fixes.stream().map(fix -> told(fix, null, null)).sorted(ORDER).toList();
    }

    /** What threatens a version; empty when the text is none. */
    public Optional<Of> of(String version) {
        return ToldVersion.asked(version).map(told -> new Of(told.toString(), fixesOf(told)));
    }

    private List<UpstreamFix> fixesOf(ToldVersion version) {
        return fixes.stream()
                .map(fix -> told(fix, AffectedRange.of(fix, version), version.stableSeries(fix)))
                .filter(fix -> fix.applies() != Applies.NO)
                .sorted(ORDER)
                .toList();
    }

    private static UpstreamFix told(Fix fix, @Nullable Applies applies, @Nullable String series) {
        var introduced = fix.introducedIn();
        return new UpstreamFix(
                fix.id(),
                fix.title(),
                fix.needs(),
                fix.severity(),
                fix.area(),
                fix.bugClass(),
                fix.date().toString(),
                introduced == null ? null : introduced.toString(),
                fix.fixedIn(),
                fix.backportTo(),
                applies,
                series);
    }

    private static int severity(@Nullable String word) {
        int index = word == null ? -1 : SEVERITIES.indexOf(word);
        return index < 0 ? SEVERITIES.size() : index;
    }
}
