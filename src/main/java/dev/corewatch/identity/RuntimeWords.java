package dev.corewatch.identity;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime's file said while the process was held, not yet read by anybody.
 *
 * @param file null when there is none
 * @param text of the file, "" when there is none
 * @param notes why not
 */
public record RuntimeWords(@Nullable RuntimeFile file, String text, List<String> notes) {

    public RuntimeWords {
        notes = List.copyOf(notes);
    }
}
