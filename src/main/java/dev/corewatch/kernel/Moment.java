package dev.corewatch.kernel;

import org.jspecify.annotations.Nullable;

/**
 * Where the time of a line stands; it is only read when somebody asks.
 *
 * @param field of the export; null when it has none
 * @param carrier what was before the line
 */
record Moment(@Nullable String field, String carrier) {

    @Nullable
    When when() {
        return field == null ? When.in(carrier) : When.of(field);
    }
}
