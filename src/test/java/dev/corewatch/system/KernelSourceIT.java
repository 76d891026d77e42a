package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With this machine's own kernel, into whose log root may write. */
final class KernelSourceIT {

    private static final Path DEVICE = Path.of("/dev/kmsg");
    private static final Duration SOON = Duration.ofSeconds(10);

    private final String mark = "corewatch " + UUID.randomUUID();

    @ParameterizedTest
    @ValueSource(strings = {"/dev/kmsg", "/dev/null", "/dev/no-such-device"})
    void readsOnByTheDeviceOrElseBySyslog(String device) throws IOException {
        try (var source = KernelSource.open(Path.of(device))) {
            assertThat(source.words()).isEqualTo(device.equals("/dev/kmsg") ? device : "syslog(2)");
            while (source.next(Duration.ZERO).isPresent()) {
                // what was there before
            }
            write(mark + " 1");
            write(mark + " 2");

            var first = awaited(source);
            assertThat(first.text()).isEqualTo(mark + " 1");
            assertThat(first.isKernels()).isFalse();
            assertThat(awaited(source).text()).isEqualTo(mark + " 2");
            assertThat(source.lost()).isZero();
        }
    }

    @Test
    void tellsHowManyRecordsItMissed() throws IOException {
        try (var slow = KernelSource.open(DEVICE)) {
            long read = slow.next(SOON).orElseThrow().sequence();
            while (oldest() <= read + 1) {
                write(mark + "x".repeat(900));
            }

            var next = slow.next(SOON).orElseThrow();
            assertThat(slow.lost()).isPositive().isEqualTo(next.sequence() - read - 1);
        }
    }

    private static long oldest() throws IOException {
        try (var now = KernelSource.open(DEVICE)) {
            return now.next(SOON).orElseThrow().sequence();
        }
    }

    private KernelRecord awaited(KernelSource source) throws IOException {
        long deadline = System.nanoTime() + SOON.toNanos();
        Optional<KernelRecord> record;
        do {
            record = source.next(SOON).filter(one -> one.text().startsWith(mark));
        } while (record.isEmpty() && System.nanoTime() < deadline);
        return record.orElseThrow();
    }

    /** The kernel takes ten such lines in five seconds from one who has it open; one without an end goes on for all it knows. */
    private static void write(String line) throws IOException {
        Files.writeString(DEVICE, line + "\n");
    }
}
