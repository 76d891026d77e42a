package dev.corewatch.capture.log;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Bytes into lines of UTF-8, as they come. Of a line only its beginning is held. */
final class Lines {

    static final int LONGEST = 8192;

    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private final int longest;
    private int length;

    Lines() {
        this(LONGEST);
    }

    /** @param longest bytes of a line that are held */
    Lines(int longest) {
        this.longest = longest;
    }

    /** The lines that end in these bytes. */
    List<String> in(ByteBuffer bytes) {
        var ended = new ArrayList<String>();
        while (bytes.hasRemaining()) {
            byte b = bytes.get();
            length++;
            if (b == '\n') {
                ended.add(line.toString(StandardCharsets.UTF_8));
                clear();
            } else if (line.size() < longest) {
                line.write(b);
            }
        }
        return ended;
    }

    /** Bytes of the line that hasn't ended. */
    int begun() {
        return length;
    }

    void clear() {
        line.reset();
        length = 0;
    }
}
