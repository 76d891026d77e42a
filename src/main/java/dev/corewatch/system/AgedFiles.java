package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A directory whose files are notes of which the newest count. */
public final class AgedFiles {

    private AgedFiles() {}

    /** Those whose names match, by the time of their last change; what goes meanwhile is among them as the oldest. */
    public static List<Path> oldestFirst(Path directory, String names) throws IOException {
        var files = new ArrayList<Path>();
        try (var listing = Files.newDirectoryStream(directory, names)) {
            listing.forEach(files::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.sort(Comparator.comparing(AgedFiles::changed));
        return files;
    }

    private static Instant changed(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            return Instant.MIN; // gone already
        }
    }
}
