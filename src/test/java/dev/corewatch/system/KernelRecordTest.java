package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelRecordTest {

    @Test
    void readsARecordWithoutItsFurtherFacts() {
        var record = KernelRecord.parse("6,339,5140900,-;haproxy[7]: segfault; at 0\n SUBSYSTEM=x\n")
                .orElseThrow();

        assertThat(record.sequence()).isEqualTo(339);
        assertThat(record.uptime()).isEqualTo(Duration.ofNanos(5_140_900_000L));
        assertThat(record.text()).isEqualTo("haproxy[7]: segfault; at 0");
        assertThat(record.isKernels()).isTrue();
    }

    @Test
    void knowsWhatTheKernelDidNotWriteItself() {
        assertThat(KernelRecord.parse("12,340,5140900,-;haproxy[7]: segfault at 0"))
                .hasValueSatisfying(record -> assertThat(record.isKernels()).isFalse());
        assertThat(KernelRecord.parseLine("<12>[    5.140900] haproxy[7]: segfault at 0"))
                .hasValueSatisfying(record -> assertThat(record.isKernels()).isFalse());
    }

    @Test
    void readsALineOfSyslogWithItsTimeAndWithoutItsCaller() {
        var line = new KernelRecord(
                KernelRecord.NONE, Duration.ofNanos(5_140_900_000L), true, "haproxy[7]: segfault at 0");

        assertThat(KernelRecord.parseLine("<6>[    5.140900] haproxy[7]: segfault at 0"))
                .contains(line);
        assertThat(KernelRecord.parseLine("<6>[    5.140900][T12345] haproxy[7]: segfault at 0"))
                .contains(line);
        assertThat(KernelRecord.parseLine("<6>haproxy[7]: segfault at 0")).isEmpty();
    }

    @Test
    void takesOfSyslogsBufferWhatIsNew() {
        var a = line(1, "a");
        var b = line(1, "b");
        var c = line(2, "a");

        assertThat(SyslogMessages.news(List.of(), List.of(a, b))).containsExactly(a, b);
        assertThat(SyslogMessages.news(List.of(a), List.of(a, b, c))).containsExactly(b, c);
        assertThat(SyslogMessages.news(List.of(a, b), List.of(b, c))).containsExactly(c);
        assertThat(SyslogMessages.news(List.of(b), List.of(a, c))).as("overrun").containsExactly(c);
        assertThat(SyslogMessages.news(List.of(c), List.of())).as("cleared").isEmpty();
    }

    private static KernelRecord line(int second, String text) {
        return new KernelRecord(KernelRecord.NONE, Duration.ofSeconds(second), true, text);
    }

    @Test
    void readsNoRecordFromOtherText() {
        assertThat(KernelRecord.parse("haproxy[7]: segfault")).isEmpty();
        assertThat(KernelRecord.parse("6,99999999999999999999,1,-;x")).isEmpty();
        assertThat(KernelRecord.parse("")).isEmpty();
    }
}
