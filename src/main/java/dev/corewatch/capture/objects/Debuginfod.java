package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks the servers of DEBUGINFOD_URLS, in their order, {@code GET URL/buildid/ID/executable} or {@code /debuginfo} (debuginfod(8)), within
 * {@link DebuginfodLimits}. What a server gives is used, and stored, only when it is whole, holds what was asked for and has that build-id. A
 * server that fails is left alone for a while, and so is what it doesn't have: in a storm of crashes a dead server costs its time once.
 */
public final class Debuginfod implements FurtherObjects {

    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final DebuginfodUrls urls;
    private final ObjectStore objects;
    private final DebuginfodLimits limits;
    private final InstantSource steady;
    private final Pauses pauses;
    private @Nullable Download download;

    Debuginfod(DebuginfodUrls urls, ObjectStore objects, DebuginfodLimits limits, InstantSource steady) {
        this.urls = urls;
        this.objects = objects;
        this.limits = limits;
        this.steady = steady;
        this.pauses = new Pauses(limits.pause(), steady);
    }

    /**
     * By the value of the variable.
     *
     * @param urls DEBUGINFOD_URLS; absent or blank: nobody is asked
     * @param objects takes what was fetched
     * @param steady time that never jumps
     */
    public static FurtherObjects of(@Nullable String urls, ObjectStore objects, InstantSource steady) {
        return isSet(urls)
                ? new Debuginfod(DebuginfodUrls.parse(String.valueOf(urls)), objects, DebuginfodLimits.DEFAULT, steady)
                : NONE;
    }

    public static boolean isSet(@Nullable String urls) {
        return urls != null && !urls.isBlank();
    }

    @Override
    public Lookup begin() {
        return new ForOneCore();
    }

    private synchronized Download download() {
        if (download == null) {
            download = new Download(CONNECT);
        }
        return download;
    }

    private final class ForOneCore implements Lookup {

        private final Instant end = steady.instant().plus(limits.coreTime());
        private final Set<String> notes = new LinkedHashSet<>(urls.notes());
        private long bytesLeft = limits.coreBytes();
        private int filesLeft = limits.files();

        @Override
        public Optional<Path> find(String buildId, ObjectKind kind) throws IOException {
            for (var server : urls.servers()) {
                var found = isPaused(server, buildId, kind) ? Optional.<Path>empty() : ask(server, buildId, kind);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        }

        @Override
        public List<String> notes() {
            return new ArrayList<>(notes);
        }

        private boolean isPaused(URI server, String buildId, ObjectKind kind) {
            return pauses.holds(server.toString())
                    || pauses.holds(place(server, buildId, kind).toString());
        }

        private Optional<Path> ask(URI server, String buildId, ObjectKind kind) throws IOException {
            var time = shorter(limits.fileTime(), Duration.between(steady.instant(), end));
            if (!time.isPositive() || bytesLeft <= 0 || filesLeft <= 0) {
                notes.add("debuginfod was not asked for every file: the bounds for one core were reached");
                return Optional.empty();
            }
            filesLeft--;
            try {
                return fetch(server, buildId, kind, time);
            } catch (InterruptedIOException e) {
                throw e;
            } catch (IOException e) {
                notes.add("debuginfod: a file can't be stored: " + e.getMessage());
                return Optional.empty();
            }
        }

        private Optional<Path> fetch(URI server, String buildId, ObjectKind kind, Duration time) throws IOException {
            var file = objects.incoming(buildId);
            try {
                var from = place(server, buildId, kind);
                var result = download().get(from, file, time, Math.min(limits.fileBytes(), bytesLeft));
                bytesLeft -= Files.size(file);
                return switch (result) {
                    case Download.Result.Got() -> taken(file, from, buildId, kind);
                    case Download.Result.Absent() -> absent(from);
                    case Download.Result.Failed(var why) -> failed(server, why);
                };
            } finally {
                Files.deleteIfExists(file);
            }
        }

        private Optional<Path> taken(Path file, URI from, String buildId, ObjectKind kind) throws IOException {
            try (var opened = SafeOpen.regularFile(file)) {
                var elf = ElfFile.read(opened.channel());
                boolean right = buildId.equals(elf.buildId());
                if (right && ElfFile.isUsable(opened.channel(), kind == ObjectKind.EXECUTABLE)) {
                    objects.keep(buildId, kind, opened);
                    return objects.find(buildId, kind);
                }
                return refused(from, right ? "is cut or holds something else" : "has the build-id " + elf.buildId());
            } catch (ElfFormatException e) {
                return refused(from, "is " + e.getMessage());
            }
        }

        private Optional<Path> refused(URI from, String why) {
            notes.add("%s is not used: what the server gave %s".formatted(from, why));
            return absent(from);
        }

        private Optional<Path> absent(URI from) {
            pauses.begin(from.toString());
            return Optional.empty();
        }

        private Optional<Path> failed(URI server, String why) {
            notes.add("debuginfod server %s is left alone for %d min: %s"
                    .formatted(server, limits.pause().toMinutes(), why));
            pauses.begin(server.toString());
            return Optional.empty();
        }
    }

    private static URI place(URI server, String buildId, ObjectKind kind) {
        return URI.create(server + "buildid/" + buildId + "/" + kind.fileName());
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }
}
