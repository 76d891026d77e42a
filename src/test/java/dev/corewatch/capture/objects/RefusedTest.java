package dev.corewatch.capture.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.system.Credentials;
import org.junit.jupiter.api.Test;

final class RefusedTest {

    private static final Credentials SIDECAR = new Credentials("99:99", 0, 0);

    @Test
    void anotherUserIsTheFirstReason() {
        assertThat(Refused.why(new Credentials("0:0", 1, 1), SIDECAR))
                .contains("it runs as 0:0, corewatch as 99:99", "uid and gid");
    }

    @Test
    void theSameUserWithMoreCapabilitiesIsTheSecond() {
        assertThat(Refused.why(new Credentials("99:99", 1L << 10, 0), SIDECAR)).contains("CapPrm 0000000000000400");
    }

    @Test
    void aReaderWithTheSameCapabilitiesInEffectIsNotRefusedForThem() {
        assertThat(Refused.why(new Credentials("99:99", 1L << 10, 0), new Credentials("99:99", 1L << 10, 1L << 10)))
                .contains("not dumpable");
    }

    @Test
    void elseItIsNotDumpable() {
        assertThat(Refused.why(SIDECAR, SIDECAR)).contains("not dumpable", "set-dumpable");
    }
}
