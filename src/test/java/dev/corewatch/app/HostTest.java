package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HostTest {

    @TempDir
    Path root;

    @Test
    void takesTheKernelsSettingsBelowTheHostsRootWhereTheyAreSeen() throws IOException {
        var seen = Files.createDirectories(root.resolve("proc/sys/kernel"));

        assertThat(Host.kernelSettings(root)).isEqualTo(seen);
    }

    @Test
    void takesItsOwnWhereTheyAreNot() {
        assertThat(Host.kernelSettings(root)).isEqualTo(Path.of("/proc/sys/kernel"));
        assertThat(Host.kernelSettings(Path.of("/"))).isEqualTo(Path.of("/proc/sys/kernel"));
    }
}
