package dev.corewatch.app;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.crash.CoreImage;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What has come into a directory since it was looked at first. */
final class FreshCores {

    private final @Nullable Path directory;
    private final Map<Path, FileTime> before;

    /** Looks at it first; there may be none. */
    FreshCores(@Nullable Path directory) throws IOException {
        this.directory = directory;
        this.before = files();
    }

    /**
     * A core that came.
     *
     * @param image absent when it was cut before its notes
     */
    record Fresh(Path path, long bytes, @Nullable CoreImage image) {

        boolean isComplete() {
            return image != null && image.facts().complete();
        }

        private boolean isOf(int pid, String command) {
            return image == null
                    || (image.process().pid() == pid
                            && image.process().command().equals(command));
        }
    }

    /**
     * The core of that process.
     *
     * @param pid in its own pid namespace
     */
    Optional<Fresh> of(int pid, String command) throws IOException {
        for (var file : files().entrySet()) {
            if (!file.getValue().equals(before.get(file.getKey()))) {
                var fresh = read(file.getKey());
                if (fresh.isOf(pid, command)) {
                    return Optional.of(fresh);
                }
            }
        }
        return Optional.empty();
    }

    private static Fresh read(Path file) throws IOException {
        try (var channel = FileChannel.open(file, LinkOption.NOFOLLOW_LINKS)) {
            return new Fresh(file, channel.size(), image(channel));
        }
    }

    private static @Nullable CoreImage image(FileChannel channel) {
        try {
            return CoreReader.read(channel);
        } catch (IOException | NotACoreException e) {
            return null;
        }
    }

    private Map<Path, FileTime> files() throws IOException {
        var found = new HashMap<Path, FileTime>();
        if (directory == null) {
            return found;
        }
        try (var files =
                Files.newDirectoryStream(directory, file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))) {
            for (var file : files) {
                found.put(file, Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS));
            }
        }
        return found;
    }
}
