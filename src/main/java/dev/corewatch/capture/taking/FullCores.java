package dev.corewatch.capture.taking;

import dev.corewatch.capture.thin.Site;
import java.time.Duration;
import java.util.Optional;

/** Decides which cores are taken whole; the others are thin. Asked while the process is held: it must not wait. */
@FunctionalInterface
public interface FullCores {

    /**
     * Whether all of this one is worth the delay.
     *
     * @param site where it crashed, if that can be told
     * @param delay how long the process would probably be held
     */
    boolean wanted(Optional<Site> site, Duration delay);
}
