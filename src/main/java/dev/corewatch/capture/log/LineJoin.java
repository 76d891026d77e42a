package dev.corewatch.capture.log;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes whole lines of those that a runtime cut; each stream's for itself. Of a line only the first {@value Lines#LONGEST} characters are held. */
final class LineJoin {

    private final Map<Boolean, StringBuilder> begun = new HashMap<>();

    /** The line that ends here; null when it goes on. */
    @Nullable
    String whole(RuntimeLine piece) {
        if (piece.ends() && !begun.containsKey(piece.error())) {
            return bounded(piece.text(), Lines.LONGEST);
        }
        var line = begun.computeIfAbsent(piece.error(), _ -> new StringBuilder());
        line.append(bounded(piece.text(), Lines.LONGEST - line.length()));
        if (!piece.ends()) {
            return null;
        }
        begun.remove(piece.error());
        return line.toString();
    }

    private static String bounded(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most);
    }
}
