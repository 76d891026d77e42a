package dev.corewatch.publish.delivery;

import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports that wait for the controller, on disk: {@code <id>.json}, written durably, the newest revision in the place of the one before.
 * Bounded: when there are too many the oldest goes, and is counted. What the controller refuses is set aside in {@code refused/}, the newest
 * {@value #MOST_REFUSED} of it.
 */
public final class Outbox {

    static final int MOST_REFUSED = 100;

    private static final Logger LOG = System.getLogger(Outbox.class.getName());
    private static final String SUFFIX = ".json";
    private static final String REPORTS = "*" + SUFFIX;
    private static final String MODE = "rwx------";

    private final Path directory;
    private final Path refused;
    private final OutboxLimits limits;
    private final TreeMap<String, Waiting> waiting = new TreeMap<>(); // ids sort by time
    private final AtomicLong droppedReports = new AtomicLong();
    private final AtomicLong refusedReports = new AtomicLong();
    private long bytes;
    private long turns;

    /**
     * Empty until {@link #recover}.
     *
     * @param directory its parent must exist by then
     */
    public Outbox(Path directory, OutboxLimits limits) {
        this.directory = directory;
        this.refused = directory.resolve("refused");
        this.limits = limits;
    }

    /** Takes over what an earlier process left there. */
    public synchronized void recover() throws IOException {
        DurableFiles.createDirectory(directory, MODE);
        DurableFiles.createDirectory(refused, MODE);
        for (var file : AgedFiles.oldestFirst(directory, REPORTS)) {
            var name = String.valueOf(file.getFileName());
            var id = name.substring(0, name.length() - SUFFIX.length());
            if (OccurrenceId.isId(id)) {
                enter(id, Files.size(file));
            }
        }
        shrink();
    }

    /** Queues this in place of what waits of the same occurrence. On disk once it returns. */
    public synchronized void put(String id, byte[] document) throws IOException {
        DurableFiles.replace(file(id), document);
        enter(id, document.length);
        shrink();
    }

    /** How many wait. */
    public synchronized int size() {
        return waiting.size();
    }

    /** Those that had to go because there were too many. */
    public long dropped() {
        return droppedReports.get();
    }

    /** Those that the controller never takes. */
    public long refused() {
        return refusedReports.get();
    }

    /** The oldest of those that may be tried now. */
    synchronized Optional<Waiting> next(Instant now) {
        return waiting.values().stream()
                .filter(report -> !report.from().isAfter(now))
                .findFirst();
    }

    /** When the next may be tried. */
    synchronized Optional<Instant> nextFrom() {
        return waiting.values().stream().map(Waiting::from).min(Instant::compareTo);
    }

    /** Its document; empty when it isn't there any more. */
    synchronized Optional<byte[]> read(Waiting report) throws IOException {
        if (!isCurrent(report)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Files.readAllBytes(file(report.id())));
        } catch (NoSuchFileException e) {
            leave(report.id());
            return Optional.empty();
        }
    }

    /** It is delivered. What took its place meanwhile stays. */
    synchronized void delivered(Waiting report) throws IOException {
        if (isCurrent(report)) {
            Files.deleteIfExists(file(report.id()));
            leave(report.id());
        }
    }

    /** It is never taken. What took its place meanwhile stays. */
    synchronized void setAside(Waiting report) throws IOException {
        refusedReports.incrementAndGet();
        if (isCurrent(report)) {
            var file = file(report.id());
            Files.move(file, refused.resolve(report.id() + SUFFIX), StandardCopyOption.REPLACE_EXISTING);
            leave(report.id());
            var kept = AgedFiles.oldestFirst(refused, REPORTS);
            for (var old : kept.subList(0, Math.max(0, kept.size() - MOST_REFUSED))) {
                Files.deleteIfExists(old);
            }
        }
    }

    /** It is not tried before then. */
    synchronized void postpone(Waiting report, Instant until) {
        if (isCurrent(report)) {
            waiting.put(report.id(), report.postponed(until));
        }
    }

    private boolean isCurrent(Waiting report) {
        var now = waiting.get(report.id());
        return now != null && now.turn() == report.turn();
    }

    private void enter(String id, long size) {
        leave(id);
        waiting.put(id, new Waiting(id, turns++, size, 0, Instant.MIN));
        bytes += size;
    }

    private void leave(String id) {
        var left = waiting.remove(id);
        bytes -= left == null ? 0 : left.bytes();
    }

    private void shrink() throws IOException {
        while (waiting.size() > limits.reports() || (bytes > limits.bytes() && waiting.size() > 1)) {
            var oldest = waiting.firstKey();
            Files.deleteIfExists(file(oldest));
            leave(oldest);
            droppedReports.incrementAndGet();
            LOG.log(
                    Level.WARNING,
                    "too many reports wait for the controller: that of {0} is dropped; the crash stays in the spool",
                    oldest);
        }
    }

    private Path file(String id) {
        return directory.resolve(id + SUFFIX);
    }
}
