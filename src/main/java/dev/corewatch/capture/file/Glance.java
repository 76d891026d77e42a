package dev.corewatch.capture.file;

import dev.corewatch.capture.elf.CoreHeaders;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.system.FileFacts;
import dev.corewatch.system.NotARegularFileException;
import dev.corewatch.system.OpenFile;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a name in the cores directory turns out to be. */
sealed interface Glance {

    /** A core, perhaps not whole yet; whoever gets it closes the file. */
    record Core(OpenFile file, CoreHeaders headers) implements Glance {

        FileFacts facts() {
            return file.facts();
        }
    }

    /** Something else, and why. */
    record Other(Refusal reason, String words) implements Glance {}

    /** Nothing any more. */
    record Gone() implements Glance {}

    /** Opens it once, if it can be a core at all, and reads its headers. */
    static Glance at(Path path) throws IOException {
        if (isStrange(path.getFileName().toString())) {
            return new Other(
                    Refusal.STRANGE_NAME, "its name holds control characters, \"..\" or bytes that are no text");
        }
        try {
            return of(SafeOpen.regularFile(path));
        } catch (NoSuchFileException e) {
            return new Gone();
        } catch (NotARegularFileException e) {
            return new Other(Refusal.of(e.kind()), "it is " + e.kind());
        } catch (IOException e) {
            return new Other(Refusal.UNREADABLE, "it can't be read: " + e.getMessage());
        }
    }

    private static Glance of(OpenFile file) throws IOException {
        Glance glance = new Gone();
        try {
            glance = read(file);
            return glance;
        } finally {
            if (!(glance instanceof Core)) {
                file.close();
            }
        }
    }

    private static Glance read(OpenFile file) throws IOException {
        if (file.facts().links() > 1) {
            return new Other(Refusal.HARD_LINK, "it has " + file.facts().links() + " names (hard links)");
        }
        try {
            return new Core(file, CoreReader.readHeaders(file.channel()));
        } catch (NotACoreException e) {
            return new Other(Refusal.of(e.reason()), "it is " + e.getMessage());
        }
    }

    private static boolean isStrange(String name) {
        return name.contains("..") || name.codePoints().anyMatch(c -> Character.isISOControl(c) || c == '\uFFFD');
    }
}
