package dev.corewatch.spool;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Removes what was set aside when it is too old, and the copies that a killed {@code debug} left behind after a day. */
final class Leftovers {

    private static final Duration LONGEST_SESSION = Duration.ofDays(1);

    private final SpoolLayout layout;
    private final Duration maxAge;
    private final InstantSource clock;

    Leftovers(SpoolLayout layout, Duration maxAge, InstantSource clock) {
        this.layout = layout;
        this.maxAge = maxAge;
        this.clock = clock;
    }

    void remove() throws IOException {
        removeBefore(layout.setAside(), clock.instant().minus(maxAge));
        removeBefore(layout.opened(), clock.instant().minus(LONGEST_SESSION));
    }

    private static void removeBefore(Path directory, Instant time) throws IOException {
        for (var entry : Trees.children(directory)) {
            if (FileFacts.ofName(entry).modified().isBefore(time)) {
                Trees.delete(entry);
            }
        }
    }
}
