package dev.corewatch.capture.log;

import dev.corewatch.system.FileFacts;
import dev.corewatch.system.FileKind;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * A log, or what it was before a rotation: {@code N.log.20261125-223000} (kubelet, local time), {@code ID-json.log.1} (Docker, 1 is the newest), either
 * compressed at last, {@code .gz}.
 */
record LogFile(Path path, FileFacts facts) {

    private static final Pattern SUFFIX = Pattern.compile("(\\d{8}-\\d{6}|\\d{1,4})(\\.gz)?");
    private static final String COMPRESSED = ".gz";
    private static final int OLDEST = 9999;

    /** All that is there of that log, oldest first; the log itself is last. */
    static List<LogFile> of(Path log) throws IOException {
        var byAge = new TreeMap<String, Path>();
        var prefix = log.getFileName() + ".";
        try (var beside = Files.newDirectoryStream(
                log.resolveSibling(""), file -> file.getFileName().toString().startsWith(prefix))) {
            for (var file : beside) {
                var suffix = SUFFIX.matcher(file.getFileName().toString().substring(prefix.length()));
                if (suffix.matches()) {
                    byAge.merge(age(suffix.group(1)), file, LogFile::uncompressed);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        var files = new ArrayList<LogFile>();
        for (var file : byAge.values()) {
            add(file, files);
        }
        add(log, files);
        return files;
    }

    /** Sorts as the files' ages do. */
    private static String age(String suffix) {
        return suffix.contains("-") ? suffix : "%04d".formatted(OLDEST - Integer.parseInt(suffix));
    }

    /** While a file is being compressed it is there twice. */
    private static Path uncompressed(Path one, Path other) {
        return one.toString().endsWith(COMPRESSED) ? other : one;
    }

    private static void add(Path file, List<LogFile> files) throws IOException {
        try {
            var facts = FileFacts.ofName(file);
            if (facts.kind() == FileKind.REGULAR) {
                files.add(new LogFile(file, facts));
            }
        } catch (NoSuchFileException e) {
            return; // rotated or removed meanwhile
        }
    }

    boolean isCompressed() {
        return path.toString().endsWith(COMPRESSED);
    }
}
