package dev.corewatch.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corewatch.capture.log.LogPosition;
import dev.corewatch.json.Json;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Remembers, across restarts, how far a log was read. Written once a second at most: lines read twice change nothing. */
final class ReadMark {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private final Path file;
    private @Nullable LogPosition last;
    private long lastNanos = System.nanoTime() - PAUSE;

    ReadMark(Path file) {
        this.file = file;
    }

    /** Absent before the first time, and when what is there can't be understood. */
    @Nullable
    LogPosition read() throws IOException {
        try {
            return Json.mapper().readValue(Files.readAllBytes(file), LogPosition.class);
        } catch (NoSuchFileException | JsonProcessingException e) {
            return null;
        }
    }

    void write(LogPosition position) throws IOException {
        boolean known = last != null && last.inode() == position.inode() && last.offset() == position.offset();
        if (!known && System.nanoTime() - lastNanos >= PAUSE) {
            DurableFiles.replace(file, Json.mapper().writeValueAsBytes(position));
            last = position;
            lastNanos = System.nanoTime();
        }
    }
}
