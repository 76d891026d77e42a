package dev.corewatch.capture.file;

import dev.corewatch.system.SteadyClock;
import java.time.InstantSource;

/**
 * What time it is.
 *
 * @param wall that of files; may be set forward and back
 * @param steady for how long something has been so; never jumps
 */
public record Clocks(InstantSource wall, InstantSource steady) {

    public static Clocks of(InstantSource wall) {
        return new Clocks(wall, new SteadyClock(wall));
    }
}
