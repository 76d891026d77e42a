package dev.corewatch.kernel;

import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.KernelPlace;
import dev.corewatch.crash.Testimony;
import dev.corewatch.json.export.AnyOf;
import dev.corewatch.json.export.LogLine;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Counts the deaths that a kernel's log tells of by the place of the faulting instruction, and says what each means. However long the
 * log, it holds {@value #PLACES} places and counts what is beyond them.
 */
public final class KernelSurvey {

    /** A line without any of these need not be given. */
    public static final AnyOf WORDS = DeathLine.WORDS;

    static final int PLACES = 1000;
    private static final int NAMES = 5;

    private final boolean all;
    private final Map<Spot, Tally> places = new LinkedHashMap<>();
    private final TreeSet<String> otherNames = new TreeSet<>();
    private long deaths;
    private long elsewhere;
    private long otherPrograms;
    private long suppressed;
    private @Nullable Testimony last;

    /** @param all whether other programs than HAProxy count as well */
    public KernelSurvey(boolean all) {
        this.all = all;
    }

    public void read(LogLine line) {
        if (!KernelLog.isKernels(line)) {
            return;
        }
        var kernel = KernelText.of(KernelLog.bounded(line.text()));
        suppressed += DeathLine.suppressed(kernel.text());
        var testimony = DeathLine.parse(kernel.text());
        if (testimony == null || DeathLine.isSameKill(last, testimony)) {
            return;
        }
        last = testimony;
        count(testimony, new Moment(line.time(), kernel.carrier()));
    }

    /**
     * What was read.
     *
     * @param lines how many lines the log had
     */
    public KernelFindings findings(long lines) {
        List<KernelPlace> found = places.values().stream()
                .sorted(Comparator.comparingLong(Tally::count).reversed())
                .map(Tally::place)
                .toList();
        return new KernelFindings(
                KernelFindings.SCHEMA,
                lines,
                deaths,
                found,
                elsewhere,
                otherPrograms,
                List.copyOf(otherNames),
                suppressed,
                Caveats.of(found, suppressed),
                Caveats.next(found));
    }

    private void count(Testimony testimony, Moment moment) {
        if (!all && !testimony.isHaproxys()) {
            other(testimony);
            return;
        }
        deaths++;
        var spot = Spot.of(testimony);
        var tally = places.get(spot);
        if (tally == null && places.size() >= PLACES) {
            elsewhere++;
            return;
        }
        if (tally == null) {
            tally = new Tally(testimony, moment);
            places.put(spot, tally);
        }
        tally.add(moment);
    }

    private void other(Testimony testimony) {
        otherPrograms++;
        if (otherNames.size() < NAMES) {
            otherNames.add(String.valueOf(testimony.command()));
        }
    }
}
