package dev.corewatch.app;

import dev.corewatch.json.Json;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Remembers, across restarts, how far the kernel's log was read: by its records' numbers, or by their times where they have none. */
final class KernelMark {

    private static final Logger LOG = Logger.getLogger(KernelMark.class);

    private final Path file;
    private final @Nullable String bootId;
    private final @Nullable Position found;

    /**
     * Up to where the log was read.
     *
     * @param sequence of the last record; {@link KernelRecord#NONE} when it had none
     * @param micros since boot, when that was written
     */
    record Position(@Nullable String boot, long sequence, long micros) {}

    KernelMark(Path file, @Nullable String bootId) {
        this.file = file;
        this.bootId = bootId;
        this.found = read(file);
    }

    private static @Nullable Position read(Path file) {
        try {
            return Json.mapper().readValue(Files.readAllBytes(file), Position.class);
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            LOG.warnf("%s can't be read, as if nobody had been here before: %s", file, e.getMessage());
            return null;
        }
    }

    /** Whether nobody was here before, on this boot or another: what the log tells already is no news. */
    boolean isFirst() {
        return found == null;
    }

    /** Whether somebody was here on this boot. */
    boolean isOfThisBoot() {
        return here() != null;
    }

    private @Nullable Position here() {
        return found != null && bootId != null && bootId.equals(found.boot()) ? found : null;
    }

    /** Whether an earlier process has read it. */
    boolean isRead(KernelRecord record) {
        var here = here();
        if (here == null) {
            return false;
        }
        return areNumbered(here, record)
                ? record.sequence() <= here.sequence()
                : micros(record.uptime()) <= here.micros();
    }

    /** How many records are missing between what an earlier process read and this one, the first since. */
    long missedBefore(KernelRecord record) {
        var here = here();
        return here != null && areNumbered(here, record) ? Math.max(0, record.sequence() - here.sequence() - 1) : 0;
    }

    private static boolean areNumbered(Position here, KernelRecord record) {
        return here.sequence() >= 0 && record.sequence() >= 0;
    }

    void write(KernelRecord last) throws IOException {
        var position = new Position(bootId, last.sequence(), micros(last.uptime()));
        DurableFiles.replace(file, Json.mapper().writeValueAsBytes(position));
    }

    private static long micros(Duration uptime) {
        return uptime.toNanos() / 1000;
    }
}
