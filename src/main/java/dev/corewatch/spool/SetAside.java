package dev.corewatch.spool;

import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Moves what can't be understood out of the way, with the reason in words, so that the rest goes on. Nothing is deleted. */
final class SetAside {

    private static final Logger LOG = System.getLogger(SetAside.class.getName());

    private final Path directory;

    SetAside(Path directory) {
        this.directory = directory;
    }

    void put(Path what, String reason) throws IOException {
        var place = free(what.getFileName().toString());
        DurableFiles.createDirectory(place, Spool.PRIVATE_DIRECTORY);
        DurableFiles.replace(place.resolve("reason.txt"), (reason + "\n").getBytes(StandardCharsets.UTF_8));
        DurableFiles.rename(what, place.resolve(what.getFileName()));
        LOG.log(Level.WARNING, "{0} is set aside as {1}: {2}", what, place, reason);
    }

    private Path free(String name) {
        var place = directory.resolve(name);
        for (int i = 2; Files.exists(place, LinkOption.NOFOLLOW_LINKS); i++) {
            place = directory.resolve(name + "-" + i);
        }
        return place;
    }
}
