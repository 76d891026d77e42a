package dev.corewatch.store;

import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/**
 * A directory as a store, often a mounted share. An object is written beside its name, fsynced and renamed; its SHA-256, computed while it
 * was streamed, lies next to it as {@code .<name>.sha256} in the form that sha256sum(1) checks. Objects are readable by their owner alone.
 */
public final class FilesystemStore implements CoreStore {

    private static final String MODE = "rwx------";

    private final Path root;

    public FilesystemStore(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Stored put(StoreKey key, Path source) throws IOException {
        var target = path(key);
        createDirectories(target);
        var part = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            var digest = Digest.copy(source, part);
            DurableFiles.replace(checksum(target), line(digest, target));
            DurableFiles.rename(part, target);
            return digest.stored(target);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    @Override
    public Stored verify(StoreKey key) throws IOException {
        var file = path(key);
        var digest = Digest.of(file);
        var recorded = Files.readString(checksum(file), StandardCharsets.US_ASCII);
        if (!recorded.startsWith(digest.sha256())) {
            throw new IOException(
                    "%s reads back with another SHA-256 (%s) than it was written with (%s): the store's disk or somebody has changed it"
                            .formatted(file, digest.sha256(), recorded.strip()));
        }
        return digest.stored(file);
    }

    @Override
    public boolean exists(StoreKey key) {
        return Files.isRegularFile(path(key), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public void get(StoreKey key, Path target) throws IOException {
        Digest.copy(path(key), target);
    }

    @Override
    public List<StoreKey> list(StoreKey prefix) throws IOException {
        var directory = path(prefix);
        if (!Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .map(file -> new StoreKey(root.relativize(file).toString()))
                    .sorted(Comparator.comparing(StoreKey::value))
                    .toList();
        }
    }

    private Path path(StoreKey key) {
        return root.resolve(key.value());
    }

    private static Path checksum(Path file) {
        return file.resolveSibling("." + file.getFileName() + ".sha256");
    }

    private static byte[] line(Digest digest, Path file) {
        return "%s  %s\n".formatted(digest.sha256(), file.getFileName()).getBytes(StandardCharsets.US_ASCII);
    }

    /** The root itself must be there: a share that isn't mounted is an error, not an empty directory on the wrong disk. */
    private void createDirectories(Path target) throws IOException {
        if (!Files.isDirectory(root)) {
            throw new NoSuchFileException(
                    "the store's directory %s (corewatch.store.directory) isn't there: create it, or mount what belongs there"
                            .formatted(root));
        }
        var names = root.relativize(target);
        for (int depth = 1; depth < names.getNameCount(); depth++) {
            DurableFiles.createDirectory(root.resolve(names.subpath(0, depth)), MODE);
        }
    }
}
