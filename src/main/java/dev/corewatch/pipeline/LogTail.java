package dev.corewatch.pipeline;

import dev.corewatch.json.export.LogLine;
import dev.corewatch.json.export.LogReader;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The lines of a log's last {@value #BYTES} bytes, out of whatever it was exported as; of a pipe, all of them. A line that began before
 * is left out.
 */
final class LogTail {

    static final long BYTES = 64 << 20;

    private LogTail() {}

    static void read(Path file, Consumer<LogLine> lines) throws IOException {
        read(file, BYTES, lines);
    }

    static void read(Path file, long bytes, Consumer<LogLine> lines) throws IOException {
        if (!Files.isRegularFile(file)) {
            try (var in = Files.newInputStream(file)) {
                LogReader.all(in, lines);
            }
            return;
        }
        try (var channel = FileChannel.open(file)) {
            long start = Math.max(0, channel.size() - bytes);
            var in = new BufferedInputStream(Channels.newInputStream(channel.position(Math.max(0, start - 1))));
            if (start > 0) {
                skipLine(in);
            }
            LogReader.all(in, lines);
        }
    }

    private static void skipLine(InputStream in) throws IOException {
        int b = in.read();
        while (b >= 0 && b != '\n') {
            b = in.read();
        }
    }
}
