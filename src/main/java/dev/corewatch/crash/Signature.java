package dev.corewatch.crash;

import java.util.List;

/**
 * What makes two crashes the same bug.
 *
 * @param version of the algorithm
 * @param id lower-case hexadecimal, stable for a version of the algorithm
 * @param title one line that a person recognises
 * @param frames the names that the id is made of, innermost first
 */
public record Signature(int version, String id, String title, List<String> frames) {

    public Signature {
        frames = List.copyOf(frames);
    }
}
