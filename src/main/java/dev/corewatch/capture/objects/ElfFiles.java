package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Looks at files that may be anything. */
final class ElfFiles {

    private ElfFiles() {}

    /** What the regular file of that name is; empty when it isn't there, can't be read, or is no ELF file. */
    static Optional<ElfFile> read(Path path) {
        try (var file = SafeOpen.regularFile(path)) {
            return Optional.of(ElfFile.read(file.channel()));
        } catch (IOException | ElfFormatException e) {
            return Optional.empty(); // as good as absent: the caller looks in the next place
        }
    }
}
