package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.SyntheticCore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;

/** Small ELF files with a build-id. */
final class Elves {

    static final String ONE = "11".repeat(20);
    static final String TWO = "22".repeat(20);
    static final String NONE = "";

    /** Bytes of each. */
    static final long SIZE = 4096;

    private Elves() {}

    static Path write(Path file, String buildId) throws IOException {
        Files.createDirectories(file.resolveSibling("."));
        return Files.write(file, SyntheticCore.elfPage(HexFormat.of().parseHex(buildId)));
    }
}
