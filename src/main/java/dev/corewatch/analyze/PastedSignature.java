package dev.corewatch.analyze;

import dev.corewatch.crash.KnownFix;
import java.util.List;

/**
 * What {@code corewatch signature} says of a pasted text; its component names are the JSON names.
 *
 * @param frames the names that the id is made of
 */
public record PastedSignature(String id, String title, List<String> frames, List<KnownFix> knownFixes) {

    public PastedSignature {
        frames = List.copyOf(frames);
        knownFixes = List.copyOf(knownFixes);
    }
}
