package dev.corewatch.pipeline;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a log's last {@value #BYTES} bytes; of a pipe, all of them. A line that began before is left out, and of a line only
 * the first {@value #LINE} bytes are held. UTF-8; what isn't becomes U+FFFD.
 */
final class LogTail {

    static final long BYTES = 64 << 20;
    private static final int LINE = 8192;

    private LogTail() {}

    static void read(Path file, Consumer<String> lines) throws IOException {
        read(file, BYTES, lines);
    }

    static void read(Path file, long bytes, Consumer<String> lines) throws IOException {
        if (!Files.isRegularFile(file)) {
            try (var in = new BufferedInputStream(Files.newInputStream(file))) {
                split(in, lines);
            }
            return;
        }
        try (var channel = FileChannel.open(file)) {
            long start = Math.max(0, channel.size() - bytes);
            var in = new BufferedInputStream(Channels.newInputStream(channel.position(Math.max(0, start - 1))));
            if (start > 0) {
                next(in);
            }
            split(in, lines);
        }
    }

    private static void split(InputStream in, Consumer<String> lines) throws IOException {
        for (var line = next(in); line != null; line = next(in)) {
            lines.accept(line);
        }
    }

    /** The next line without its end; null when there is none. */
    private static @Nullable String next(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        int b = in.read();
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n'; b = in.read()) {
            if (line.size() < LINE) {
                line.write(b);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
