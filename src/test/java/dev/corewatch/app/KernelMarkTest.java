package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.system.KernelRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KernelMarkTest {

    @TempDir
    Path dir;

    @Test
    void goesOnByTheNumbersOfRecords() throws IOException {
        mark("boot").write(record(40, 9));
        var mark = mark("boot");

        assertThat(mark.isFirst()).isFalse();
        assertThat(mark.isRead(record(40, 10))).isTrue();
        assertThat(mark.isRead(record(41, 9))).isFalse();
        assertThat(mark.missedBefore(record(41, 9))).isZero();
        assertThat(mark.missedBefore(record(50, 9))).isEqualTo(9);
    }

    @Test
    void goesOnByTimesWhereRecordsHaveNoNumbers() throws IOException {
        mark("boot").write(record(40, 9));
        var mark = mark("boot");

        assertThat(mark.isRead(record(KernelRecord.NONE, 9))).isTrue();
        assertThat(mark.isRead(record(KernelRecord.NONE, 10))).isFalse();
        assertThat(mark.missedBefore(record(KernelRecord.NONE, 10))).isZero();
    }

    @Test
    void readsALogOfAnotherBootFromItsBeginning() throws IOException {
        mark("before").write(record(40, 9));
        var mark = mark("boot");

        assertThat(mark.isFirst()).isFalse();
        assertThat(mark.isOfThisBoot()).isFalse();
        assertThat(mark.isRead(record(0, 0))).isFalse();
        assertThat(mark.missedBefore(record(50, 9))).isZero();
    }

    @Test
    void isTheFirstWhereNobodyWas() throws IOException {
        assertThat(mark("boot").isFirst()).isTrue();
        Files.writeString(dir.resolve("mark"), "{\"boot\":");
        assertThat(mark("boot").isFirst()).isTrue();
    }

    private KernelMark mark(String boot) {
        return new KernelMark(dir.resolve("mark"), boot);
    }

    private static KernelRecord record(long sequence, int second) {
        return new KernelRecord(sequence, Duration.ofSeconds(second), true, "text");
    }
}
