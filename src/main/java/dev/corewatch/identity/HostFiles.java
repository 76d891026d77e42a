package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corewatch.system.RootedPath;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The host's files, wherever its root is seen from here. Links lead below that root only; nothing but regular files is opened. */
final class HostFiles {

    /** A bundle's config.json has some 30 KB. */
    static final int LARGEST = 4 << 20;

    private static final int MOST_NAMES = 64;

    private final Path root;

    HostFiles(Path root) {
        this.root = root;
    }

    /**
     * All of the file; empty when there is none.
     *
     * @throws IOException when it is there and can't be read, or is too large
     */
    Optional<String> read(String path) throws IOException {
        var found = RootedPath.resolve(root, path);
        return found.isPresent() ? Optional.of(text(found.get())) : Optional.empty();
    }

    /** Whether something is there. */
    boolean has(String path) {
        return RootedPath.resolve(root, path).isPresent();
    }

    /** Names in that directory; none when it isn't there. */
    List<String> names(String directory) {
        return names(directory, "*");
    }

    /** Those that the pattern fits (glob, {@link java.nio.file.FileSystem#getPathMatcher}). */
    List<String> names(String directory, String pattern) {
        var names = new ArrayList<String>();
        var found = RootedPath.resolve(root, directory);
        if (found.isPresent()) {
            try (var entries = Files.newDirectoryStream(found.get(), pattern)) {
                for (var entry : entries) {
                    if (names.size() < MOST_NAMES) {
                        names.add(entry.getFileName().toString());
                    }
                }
            } catch (IOException | DirectoryIteratorException e) {
                return List.of(); // refused, or no directory
            }
        }
        return names;
    }

    private static String text(Path file) throws IOException {
        try (var open = SafeOpen.regularFile(file);
                var in = Channels.newInputStream(open.channel())) {
            var bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new FileSystemException(file.toString(), null, "has more than " + LARGEST + " bytes; not read");
            }
            return new String(bytes, UTF_8);
        }
    }
}
