package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class KernelRecordTest {

    @Test
    void readsARecordWithoutItsFurtherFacts() {
        var record = KernelRecord.parse("6,339,5140900,-;haproxy[7]: segfault; at 0\n SUBSYSTEM=x\n")
                .orElseThrow();

        assertThat(record.sequence()).isEqualTo(339);
        assertThat(record.uptime()).isEqualTo(Duration.ofNanos(5_140_900_000L));
        assertThat(record.text()).isEqualTo("haproxy[7]: segfault; at 0");
    }

    @Test
    void readsNoRecordFromOtherText() {
        assertThat(KernelRecord.parse("haproxy[7]: segfault")).isEmpty();
        assertThat(KernelRecord.parse("6,99999999999999999999,1,-;x")).isEmpty();
        assertThat(KernelRecord.parse("")).isEmpty();
    }
}
