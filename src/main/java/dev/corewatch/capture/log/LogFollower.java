package dev.corewatch.capture.log;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Reads a log as it grows: a file, through its rotations (renamed, or cut and begun again), or a stream: a FIFO, or standard input for "-".
 * A file is read from where it was left; one that was never read, from its end when it is there by now, else from its
 * beginning. inotify says what is new, a look every second finds what it lost.
 */
public final class LogFollower implements AutoCloseable {

    private static final String STANDARD_INPUT = "-";
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final int CHUNK = 1 << 16;

    private final Path log;
    private final InstantSource clock;
    private final LogListener listener;
    private final Lines lines = new Lines();
    private final WatchService watch;
    private final Thread thread;
    private @Nullable LogPosition left;
    private boolean fromEnd;
    private @Nullable Opened opened;
    private @Nullable WatchKey key;

    /**
     * Does nothing before {@link #start}.
     *
     * @param left where reading ended before; absent when it never began
     */
    public LogFollower(Path log, @Nullable LogPosition left, InstantSource clock, LogListener listener)
            throws IOException {
        this.log = log;
        this.left = left;
        this.fromEnd = left == null && Files.exists(log);
        this.clock = clock;
        this.listener = listener;
        this.watch = log.getFileSystem().newWatchService();
        this.thread = Thread.ofPlatform().name("haproxy-log").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Ends the thread, unless it waits for a stream's next byte: then it ends with the process. */
    @Override
    public void close() throws IOException {
        watch.close();
        thread.interrupt();
        try {
            thread.join(LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (true) {
                look();
                var changed = watch.poll(LOOK.toMillis(), TimeUnit.MILLISECONDS);
                if (changed != null) {
                    changed.pollEvents();
                    changed.reset();
                }
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // closed
        } finally {
            forget();
        }
    }

    private void look() throws InterruptedException {
        try {
            if (log.toString().equals(STANDARD_INPUT)) {
                stream(System.in);
                throw new InterruptedException("standard input has ended");
            }
            if (Files.isRegularFile(log)) {
                follow();
            } else if (Files.exists(log)) {
                try (var in = Files.newInputStream(log)) {
                    stream(in);
                }
            }
        } catch (IOException | RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException("closed");
            }
            forget();
            listener.failed(e);
        }
    }

    private void stream(InputStream in) throws IOException {
        var buffer = new byte[CHUNK];
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            tell(ByteBuffer.wrap(buffer, 0, n), new Written(null, clock.instant()));
        }
    }

    private void follow() throws IOException {
        if (key == null || !key.isValid()) {
            var directory = log.toAbsolutePath().getParent();
            key = directory == null
                    ? null
                    : directory.register(
                            watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);
        }
        var file = opened == null ? open() : opened;
        read(file);
        if (file.wasReplaced(log)) {
            read(file);
            forget();
            read(open());
        }
    }

    private Opened open() throws IOException {
        var file = Opened.of(log, left, fromEnd);
        opened = file;
        fromEnd = false;
        lines.clear();
        return file;
    }

    private void read(Opened file) throws IOException {
        var buffer = ByteBuffer.allocate(CHUNK);
        while (file.channel().read(buffer) >= 0) {
            var written = file.written(clock.instant());
            tell(buffer.flip(), written);
            buffer.clear();
        }
        var reached = new LogPosition(file.inode(), file.channel().position() - lines.begun(), clock.instant());
        left = reached;
        listener.caughtUp(reached);
    }

    private void tell(ByteBuffer bytes, Written written) throws IOException {
        for (var line : lines.in(bytes)) {
            listener.line(line, written);
        }
    }

    private void forget() {
        var file = opened;
        opened = null;
        if (file != null) {
            file.close();
        }
    }

    /**
     * The file being read.
     *
     * @param found its size when it was opened: what is before was written before
     * @param before when that was, at the earliest and the latest
     */
    private record Opened(
            FileChannel channel,
            long inode,
            long found,
            @Nullable Written before) {

        static Opened of(Path log, @Nullable LogPosition left, boolean fromEnd) throws IOException {
            var channel = FileChannel.open(log);
            try {
                var facts = FileFacts.ofName(log.toRealPath());
                channel.position(start(facts, left, fromEnd));
                var before = left == null ? null : new Written(left.at(), facts.modified());
                return new Opened(channel, facts.inode(), facts.size(), before);
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        }

        private static long start(FileFacts facts, @Nullable LogPosition left, boolean fromEnd) {
            if (left == null) {
                return fromEnd ? facts.size() : 0;
            }
            boolean isTheSame = left.inode() == facts.inode() && left.offset() <= facts.size();
            return isTheSame ? left.offset() : 0;
        }

        /** Of what was read just now. */
        Written written(Instant now) throws IOException {
            return before != null && channel.position() <= found ? before : new Written(null, now);
        }

        boolean wasReplaced(Path log) throws IOException {
            try {
                var now = FileFacts.ofName(log.toRealPath());
                return now.inode() != inode || now.size() < channel.position();
            } catch (NoSuchFileException e) {
                return false;
            }
        }

        void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
