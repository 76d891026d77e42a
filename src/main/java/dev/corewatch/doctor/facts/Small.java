package dev.corewatch.doctor.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Small files of the kernel's, by one read each. */
final class Small {

    private static final int LONGEST = 1 << 18;

    private Small() {}

    /** "" when it can't be read. */
    static String text(Path file) {
        try (var in = Files.newInputStream(file)) {
            return new String(in.readNBytes(LONGEST), UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    static @Nullable Integer number(Path file) {
        var text = text(file).strip();
        return text.matches("-?\\d{1,9}") ? Integer.valueOf(text) : null;
    }

    /** Where a link of the kernel's leads; absent when that may not be seen. */
    static @Nullable String link(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return null;
        }
    }
}
