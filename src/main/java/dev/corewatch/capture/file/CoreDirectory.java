package dev.corewatch.capture.file;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a directory of cores: inotify says at once what is new, a listing every few seconds finds what inotify lost (or a file system that has
 * none), every twelfth compares all that was decided before; what is being written is looked at again after pauses ({@link Census#pause}). One
 * thread, which waits in between.
 */
public final class CoreDirectory implements AutoCloseable {

    private static final int SCANS_TO_COMPARE_ALL = 12;

    /** Names that are minded at once; the others wait until some are gone. */
    private static final int MOST_NAMES = 100_000;

    private final Path directory;
    private final Duration rescan;
    private final Clocks clocks;
    private final CoreListener listener;
    private final Census census;
    private final WatchService watch;
    private final Thread thread;
    private @Nullable WatchKey key;
    private Instant nextScan;
    private int scans;

    /**
     * Does nothing before {@link #start}.
     *
     * @param rescan time between two listings
     * @param settle how long a cut core must be unchanged to be taken
     */
    public CoreDirectory(
            Path directory, Duration rescan, Duration settle, Liveness liveness, Clocks clocks, CoreListener listener)
            throws IOException {
        this.directory = directory;
        this.rescan = rescan;
        this.clocks = clocks;
        this.listener = listener;
        this.census = new Census(settle, liveness, clocks, listener);
        this.watch = directory.getFileSystem().newWatchService();
        this.nextScan = clocks.steady().instant();
        this.thread = Thread.ofPlatform().name("cores").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Ends the thread; a core that the listener is busy with is finished first. */
    @Override
    public void close() throws IOException {
        watch.close();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                scanWhenDue();
                var changed = watch.poll(pause().toMillis(), TimeUnit.MILLISECONDS);
                if (changed != null) {
                    heed(changed);
                }
                census.tick();
            }
        } catch (ClosedWatchServiceException e) {
            return; // closed
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration pause() {
        var untilScan = Duration.between(clocks.steady().instant(), nextScan);
        var shorter =
                census.pause().filter(pause -> pause.compareTo(untilScan) < 0).orElse(untilScan);
        return shorter.isNegative() ? Duration.ZERO : shorter;
    }

    private void scanWhenDue() {
        if (clocks.steady().instant().isBefore(nextScan)) {
            return;
        }
        nextScan = clocks.steady().instant().plus(rescan);
        try {
            listen();
            if (scans++ % SCANS_TO_COMPARE_ALL == 0) {
                census.scanAll(names());
            } else {
                census.scan(names());
            }
        } catch (IOException e) {
            listener.failed(directory, e);
        }
    }

    /** Asks inotify, again when the directory has been replaced. */
    private void listen() throws IOException {
        if (key == null || !key.isValid()) {
            key = directory.register(watch, ENTRY_CREATE);
        }
    }

    private Set<Path> names() throws IOException {
        var names = new HashSet<Path>();
        try (var listing = Files.newDirectoryStream(directory)) {
            for (var iterator = listing.iterator(); iterator.hasNext() && names.size() < MOST_NAMES; ) {
                names.add(iterator.next());
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    private void heed(WatchKey changed) {
        for (var event : changed.pollEvents()) {
            heed(event);
        }
        changed.reset();
    }

    private void heed(WatchEvent<?> event) {
        if (event.kind().equals(OVERFLOW)) {
            nextScan = clocks.steady().instant();
            scans = 0;
        } else if (event.context() instanceof Path name) {
            census.look(directory.resolve(name));
        }
    }
}
