package dev.corewatch.spool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a person typed names no occurrence, or several. */
public final class UnknownIdException extends IOException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 10;

    private UnknownIdException(String message) {
        super(message);
    }

    static UnknownIdException none(String prefix, Path where) {
        return new UnknownIdException(
                "no id in %s begins with \"%s\": corewatch list --occurrences shows them".formatted(where, prefix));
    }

    static UnknownIdException ambiguous(String prefix, List<String> candidates) {
        var shown = String.join("\n  ", candidates.subList(0, Math.min(SHOWN, candidates.size())));
        var rest = candidates.size() > SHOWN ? "\n  and %d more".formatted(candidates.size() - SHOWN) : "";
        return new UnknownIdException("\"%s\" is the beginning of %d ids, type more of it:\n  %s%s"
                .formatted(prefix, candidates.size(), shown, rest));
    }
}
