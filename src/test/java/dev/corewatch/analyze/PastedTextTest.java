package dev.corewatch.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.crash.KnownFix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PastedTextTest {

    private final PastedText pasted = PastedText.standard(new Redactor(List.of()));

    @Test
    void signsABugOnFromALogAlone() {
        var signed = pasted.sign("FATAL: bug condition \"c_empty(ic)\" matched at src/stconn.c:1479\n")
                .orElseThrow();

        assertThat(signed.title()).isEqualTo("BUG_ON(c_empty(ic)) in src/stconn.c");
        assertThat(signed.frames()).containsExactly("src/stconn.c", "c_empty(ic)");
    }

    @Test
    void namesTheFixOfAPastedStack() {
        var signed = pasted.sign("""
                HAProxy version 2.8-dev4 2023/02/14
                Program terminated with signal SIGSEGV, Segmentation fault.
                #0  __eb64_lookup (x=1) at include/import/eb64tree.h:132
                #1  eb64_lookup (x=1) at src/eb64tree.c:37
                #2  qcc_get_qcs (x=1) at src/mux_quic.c:668
                #3  qcc_recv (x=1) at src/mux_quic.c:974
                """).orElseThrow();

        assertThat(signed.knownFixes()).extracting(KnownFix::id).first().isEqualTo("315a4f6ae");
        assertThat(signed.knownFixes().getFirst().applies()).isEqualTo(KnownFix.Applies.YES);
    }

    @Test
    void saysNothingOfATextWithoutACrash() {
        assertThat(pasted.sign("all is well\n")).isEmpty();
    }
}
