package dev.corewatch.kubernetes.shell;

import dev.corewatch.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a person says of a bug.
 *
 * @param acknowledged that it is known
 * @param note why, or where it is followed up
 * @param fixedIn HAProxy's first version without it
 */
public record Word(
        boolean acknowledged,
        @Nullable String note,
        @Nullable String fixedIn) {

    /** Nothing any more. */
    public static final Word NONE = new Word(false, null, null);

    /** A JSON merge patch (RFC 7386): null takes a field away. */
    String patch() {
        var patch = Json.mapper().createObjectNode();
        var spec = patch.putObject("spec");
        if (acknowledged) {
            spec.put("acknowledged", true);
        } else {
            spec.putNull("acknowledged");
        }
        spec.put("note", note);
        spec.put("fixedIn", fixedIn);
        return patch.toString();
    }
}
