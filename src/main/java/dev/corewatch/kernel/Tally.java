package dev.corewatch.kernel;

import dev.corewatch.crash.KernelPlace;
import dev.corewatch.crash.Testimony;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How often processes died at one place, when first and last, and the last of them. A log may run backwards, as Kibana's do. */
final class Tally {

    private final @Nullable String firstTime;
    private @Nullable String lastTime;
    private @Nullable Testimony last;
    private long count;

    Tally(@Nullable String firstTime) {
        this.firstTime = firstTime;
    }

    void add(Testimony death, @Nullable String time) {
        count++;
        last = death;
        lastTime = time == null ? lastTime : time;
    }

    long count() {
        return count;
    }

    KernelPlace place() {
        var death = Objects.requireNonNull(last, "a place is made of a death");
        var line = death.lines().getFirst();
        var from = When.of(firstTime);
        var to = When.of(lastTime);
        boolean backwards = from != null
                && to != null
                && from.instant() != null
                && to.instant() != null
                && from.instant().isAfter(to.instant());
        return new KernelPlace(
                death.kind(),
                death.signal(),
                Meaning.of(line),
                death.place(),
                List.of(),
                List.of(),
                String.valueOf(death.command()),
                death.pid() == null ? 0 : death.pid(),
                count,
                text(backwards ? to : from),
                text(backwards ? from : to),
                line);
    }

    private static @Nullable String text(@Nullable When time) {
        return time == null ? null : time.text();
    }
}
