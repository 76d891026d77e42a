package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A list of functions, one a line, nothing else: "connect_server at src/backend.c:2101", "?? from /lib64/libz.so.1". */
final class BareList {

    private static final Pattern LINE =
            Pattern.compile("\\s*(?:[-*>|]\\s+)?((?:<signal handler called>|\\?\\?|[A-Za-z_][\\w.:~@]{1,200})"
                    + "(?:\\s+(?:at|from)\\s+\\S{1,400})?)\\s*");
    private static final int FRAMES = 512;

    private final List<Frame> frames = new ArrayList<>();
    private boolean telling;
    private boolean broken;

    void read(String line) {
        if (broken || line.isBlank() || line.strip().startsWith("```")) {
            return;
        }
        var found = LINE.matcher(line);
        var frame = found.matches() ? FrameLine.parse(frames.size(), found.group(1)) : null;
        if (frame == null || frames.size() >= FRAMES) {
            broken = true;
            return;
        }
        telling |= frame.file() != null || frame.module() != null || line.contains("_");
        frames.add(frame);
    }

    /** The frames; none when another line was among them, or nothing shows that these words are functions. */
    List<Frame> frames() {
        return broken || !telling ? List.of() : frames;
    }
}
