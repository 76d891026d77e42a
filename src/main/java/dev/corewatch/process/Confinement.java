package dev.corewatch.process;

import java.util.List;

/**
 * What a program is started within.
 *
 * @param prefix the words before the program's own
 * @param notes what could not be taken from it, and why, in words for the report
 */
public record Confinement(List<String> prefix, List<String> notes) {

    public static final Confinement NONE = new Confinement(List.of(), List.of());

    public Confinement {
        prefix = List.copyOf(prefix);
        notes = List.copyOf(notes);
    }
}
