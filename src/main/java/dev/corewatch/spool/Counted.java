package dev.corewatch.spool;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A count on disk that no kill makes wrong. With the new number it names, in one atomic file, the occurrences it has counted whose own
 * state may not say so yet; an occurrence named there, resumed, is not counted again. Names whose state says so are left out by the next
 * write, so there are never more than were under way at one kill.
 *
 * @param value what was counted
 * @param unconfirmed ids in the count whose state may not say so
 */
record Counted<T>(T value, List<String> unconfirmed) {

    Counted {
        unconfirmed = List.copyOf(unconfirmed);
    }

    boolean has(String id) {
        return unconfirmed.contains(id);
    }

    Counted<T> with(T next, String id, Predicate<String> confirmed) {
        var open = new ArrayList<>(unconfirmed);
        open.removeIf(confirmed);
        open.add(id);
        return new Counted<>(next, open);
    }
}
