package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the test's own process; it is made dumpable again. */
final class PrctlIT {

    @AfterEach
    void makeDumpable() throws IOException {
        Prctl.makeDumpable();
    }

    @Test
    void aNonDumpableProcessStillOpensFilesSafely(@TempDir Path directory) throws IOException {
        Prctl.makeNonDumpable();
        assertThat(Prctl.isDumpable()).isFalse();
        var file = Files.writeString(directory.resolve("file"), "x");
        try (var open = SafeOpen.regularFile(file)) {
            assertThat(open.facts().size()).isEqualTo(1);
        }
    }
}
