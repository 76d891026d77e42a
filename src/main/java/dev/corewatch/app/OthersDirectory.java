package dev.corewatch.app;

import dev.corewatch.app.Others.Core;
import dev.corewatch.app.Others.Destination;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.identity.Victim;
import dev.corewatch.system.AgedFiles;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.SparseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.regex.Pattern;

/** Keeps the cores of processes that aren't ours as they are, for root, within bounds: the newest stay. */
final class OthersDirectory implements Destination {

    private static final Pattern NOT_PLAIN = Pattern.compile("[^A-Za-z0-9_-]");

    private final Path directory;
    private final Bounds bounds;
    private final InstantSource clock;

    /**
     * How much is kept.
     *
     * @param coreBytes of one core, holes included
     * @param totalBytes of all, holes included
     * @param freeBytes that stay free on the file system
     */
    record Bounds(long coreBytes, long totalBytes, long freeBytes) {}

    OthersDirectory(Path directory, Bounds bounds, InstantSource clock) throws IOException {
        this.directory = directory;
        this.bounds = bounds;
        this.clock = clock;
        DurableFiles.createDirectory(directory, "rwx------");
        for (var half : AgedFiles.oldestFirst(directory, "*.part")) {
            Files.delete(half);
        }
    }

    /** The spool's {@code others}; with its limits for one core and for the disk. */
    static OthersDirectory of(SpoolConfig spool, long totalBytes) throws IOException {
        var bounds = new Bounds(
                spool.maxCoreBytes().asLongValue(),
                totalBytes,
                spool.minFreeBytes().asLongValue());
        return new OthersDirectory(spool.directory().resolve("others"), bounds, Clock.systemUTC());
    }

    @Override
    public boolean take(Core core) throws IOException {
        var name = name(core.victim());
        var part = directory.resolve(name + ".part");
        try (var file = DurableFiles.create(part)) {
            var writer = new SparseWriter(file);
            core.pass(bytes -> write(writer, bytes));
            writer.finish();
            Files.move(part, directory.resolve(name));
        } finally {
            Files.deleteIfExists(part);
        }
        makeRoom();
        return true;
    }

    private void write(SparseWriter writer, ByteBuffer bytes) throws IOException {
        if (writer.position() + bytes.remaining() > Math.min(bounds.coreBytes(), bounds.totalBytes())) {
            throw new IOException("it is larger than is kept of others' cores");
        }
        if (Files.getFileStore(directory).getUsableSpace() < bounds.freeBytes()) {
            throw new IOException("the disk is almost full");
        }
        writer.write(bytes);
    }

    private String name(Victim victim) {
        var program = NOT_PLAIN.matcher(victim.program()).replaceAll("_");
        return "core.%s.%d.%d"
                .formatted(program, victim.hostPid(), clock.instant().getEpochSecond());
    }

    private synchronized void makeRoom() throws IOException {
        var files = AgedFiles.oldestFirst(directory, "core.*");
        long total = 0;
        for (var file : files.reversed()) {
            total += Files.size(file);
            if (total > bounds.totalBytes()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
