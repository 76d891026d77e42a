package dev.corewatch.capture.log;

import dev.corewatch.system.FileFacts;
import dev.corewatch.system.RootedPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A container's log as its runtime keeps it, read as far as it is there whenever somebody looks, through rotations: the file that was being read
 * is told by its inode, and those that came after it are read in their order. Where that file is gone (compressed, or removed), all are read that
 * changed since, and of these only what was written since, by the runtime's time. For one thread.
 */
public final class RuntimeLog implements AutoCloseable {

    /** Docker's line with 16 KiB of text, all of it escaped, is longer; nobody's word on a death is. */
    private static final int LONGEST = 1 << 15;

    private static final int MOST_AT_A_LOOK = 1 << 20;

    /** Of a log that is read for the first time. */
    private static final int HISTORY = 1 << 16;

    /** A file system's clock is this coarse, at most. */
    private static final Duration COARSE = Duration.ofSeconds(2);

    private final Path root;
    private final String path;
    private final LogListener listener;
    private final Lines lines = new Lines(LONGEST);
    private final LineJoin join = new LineJoin();
    private final Deque<LogPart.Start> ahead = new ArrayDeque<>();
    private Instant at;
    private @Nullable LogPosition left;
    private @Nullable Path log;
    private @Nullable LogPart opened;
    private boolean replaced;

    /** Of what is at that path below that root: of a log that was never read, its end, as far as it is from later than {@code since}. */
    public RuntimeLog(Path root, String path, Instant since, LogListener listener) {
        this.root = root;
        this.path = path;
        this.listener = listener;
        this.at = since;
    }

    /** Goes on where reading ended before; a position's time is that of the last line. */
    public RuntimeLog(Path root, String path, LogPosition left, LogListener listener) {
        this(root, path, left.at(), listener);
        this.left = left;
    }

    /** Reads on, but {@value #MOST_AT_A_LOOK} bytes at most; whether that was all there is. */
    public boolean look() {
        var before = left;
        try {
            boolean all = read();
            var reached = left;
            if (reached != null && !reached.equals(before)) {
                listener.caughtUp(reached);
            }
            return all;
        } catch (IOException | RuntimeException e) {
            close();
            listener.failed(e);
            return true;
        }
    }

    private boolean read() throws IOException {
        int bytes = 0;
        while (bytes < MOST_AT_A_LOOK) {
            var part = opened == null ? open() : opened;
            if (part == null) {
                return true;
            }
            var next = part.next();
            int read = next.remaining();
            tell(part, next);
            bytes += read;
            if (read == 0 && !turns(part)) {
                return true;
            }
        }
        return false;
    }

    private void tell(LogPart part, ByteBuffer bytes) throws IOException {
        for (var line : lines.in(bytes)) {
            var piece = RuntimeLine.parse(line);
            if (piece != null && part.isNew(piece.time())) {
                at = piece.time();
                var whole = join.whole(piece);
                if (whole != null) {
                    listener.line(whole, new Written(null, at));
                }
            }
        }
        left = new LogPosition(part.inode(), part.offset() - lines.begun(), at);
    }

    /** At a file's end: whether another one follows. A runtime may still write to the old file when the new one is there: it is read once more. */
    private boolean turns(LogPart part) throws IOException {
        if (ahead.isEmpty()) {
            boolean before = replaced;
            replaced = isReplaced(part);
            if (!before || !replaced) {
                return false;
            }
        }
        close();
        return true;
    }

    private boolean isReplaced(LogPart part) throws IOException {
        try {
            var now = log == null ? null : FileFacts.ofName(log);
            return now != null && (now.inode() != part.inode() || now.size() < part.offset());
        } catch (NoSuchFileException e) {
            return false; // it comes back, or the container is gone
        }
    }

    /** Null when there is nothing. */
    private @Nullable LogPart open() throws IOException {
        if (ahead.isEmpty()) {
            var found = RootedPath.resolve(root, path);
            log = found.orElse(null);
            ahead.addAll(found.isPresent() ? starts(LogFile.of(found.get())) : List.of());
        }
        var next = ahead.poll();
        opened = next == null ? null : LogPart.open(next);
        lines.clear();
        replaced = false;
        return opened;
    }

    private List<LogPart.Start> starts(List<LogFile> files) {
        var position = left;
        if (files.isEmpty()) {
            return List.of();
        }
        if (position == null) {
            var last = files.getLast();
            return List.of(new LogPart.Start(last, Math.max(0, last.facts().size() - HISTORY), at));
        }
        return files.stream()
                .filter(file -> isThere(position, file))
                .findFirst()
                .map(same -> from(same, position, files))
                .orElseGet(() -> since(position, files));
    }

    private static boolean isThere(LogPosition position, LogFile file) {
        boolean same = file.facts().inode() == position.inode();
        return same && (file.isCompressed() || file.facts().size() >= position.offset());
    }

    private static List<LogPart.Start> from(LogFile same, LogPosition position, List<LogFile> files) {
        return files.subList(files.indexOf(same), files.size()).stream()
                .map(file -> new LogPart.Start(file, file.equals(same) ? position.offset() : 0, null))
                .toList();
    }

    private static List<LogPart.Start> since(LogPosition position, List<LogFile> files) {
        var changed = position.at().minus(COARSE);
        return files.stream()
                .filter(file -> !file.facts().modified().isBefore(changed))
                .map(file -> new LogPart.Start(file, 0, position.at()))
                .toList();
    }

    /** Lets go of the file that is open; the next look opens it again. */
    @Override
    public void close() {
        var part = opened;
        opened = null;
        if (part != null) {
            try {
                part.close();
            } catch (IOException e) {
                listener.failed(e);
            }
        }
    }
}
