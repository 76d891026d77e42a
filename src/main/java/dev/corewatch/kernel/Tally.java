package dev.corewatch.kernel;

import dev.corewatch.crash.KernelPlace;
import dev.corewatch.crash.Testimony;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often processes died at one place, when first and last, and the first line on it. A log may run backwards, as Kibana's do. */
final class Tally {

    private final Testimony sample;
    private final Moment first;
    private Moment last;
    private long count;

    Tally(Testimony sample, Moment first) {
        this.sample = sample;
        this.first = first;
        this.last = first;
    }

    void add(Moment moment) {
        count++;
        last = moment;
    }

    long count() {
        return count;
    }

    KernelPlace place() {
        var line = sample.lines().getFirst();
        var from = first.when();
        var to = last.when();
        boolean backwards = from != null
                && to != null
                && from.instant() != null
                && to.instant() != null
                && from.instant().isAfter(to.instant());
        return new KernelPlace(
                sample.kind(),
                sample.signal(),
                Meaning.of(line),
                sample.place(),
                List.of(),
                List.of(),
                String.valueOf(sample.command()),
                sample.pid() == null ? 0 : sample.pid(),
                count,
                text(backwards ? to : from),
                text(backwards ? from : to),
                line);
    }

    private static @Nullable String text(@Nullable When time) {
        return time == null ? null : time.text();
    }
}
