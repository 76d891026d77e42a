package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Place;
import org.jspecify.annotations.Nullable;

/**
 * What two deaths have in common that are likely the same bug. All that look like HAProxy's are one program: versions have names of
 * their own ("haproxy-2.6.12-").
 */
record Spot(
        @Nullable String program, CrashKind kind, @Nullable Place place) {

    static Spot of(Testimony death) {
        return new Spot(death.isHaproxys() ? null : death.command(), death.kind(), death.place());
    }
}
