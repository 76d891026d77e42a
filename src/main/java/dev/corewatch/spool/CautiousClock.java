package dev.corewatch.spool;

import dev.corewatch.system.SteadyClock;
import java.time.Instant;
import java.time.InstantSource;

/**
 * For the age at which something is removed: the wall clock, but never further than time has passed since the spool was opened. A clock that is
 * set forward by months makes nothing old; the next start believes it.
 */
final class CautiousClock implements InstantSource {

    private final InstantSource wall;
    private final InstantSource steady;

    CautiousClock(InstantSource wall) {
        this.wall = wall;
        this.steady = new SteadyClock(wall);
    }

    @Override
    public Instant instant() {
        var said = wall.instant();
        var passed = steady.instant();
        return said.isBefore(passed) ? said : passed;
    }
}
