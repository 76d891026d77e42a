package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Testimony;
import java.util.List;

/**
 * All that is known of a death at one moment. A report rests on it, and is only recorded while it is still all.
 *
 * @param hasSource whether a core ever came
 * @param core as the spool holds it
 * @param testimonies what other channels say
 */
public record Known(Occurrence occurrence, boolean hasSource, HeldCore core, List<Testimony> testimonies) {

    public Known {
        testimonies = List.copyOf(testimonies);
    }

    /** Whether nothing was ever heard of a core. */
    public boolean hasNoWord() {
        return !hasSource && core.gone() == CoreGone.NEVER_SEEN;
    }

    /** Whether a newer one has nothing more to say. */
    boolean isAllOf(Known now) {
        return hasSource == now.hasSource
                && core.form() == now.core.form()
                && testimonies.size() == now.testimonies.size();
    }
}
