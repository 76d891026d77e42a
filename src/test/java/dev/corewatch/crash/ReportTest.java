package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReportTest {

    @Test
    void aModuleOnTheStackWithoutItsFileIsTheGapLibraries() {
        var gap = report(Module.Match.MISMATCH, "/lib/libc.so.6").librariesGap();

        assertThat(gap).contains(new Gap("libraries", "no file at hand that matches /lib/libc.so.6"));
    }

    @Test
    void aMissingModuleElsewhereIsNoGap() {
        assertThat(report(Module.Match.MISSING, "/lib/libelse.so").librariesGap())
                .isEmpty();
        assertThat(report(Module.Match.VERIFIED, "/lib/libc.so.6").librariesGap())
                .isEmpty();
    }

    @Test
    void anOccurrenceTakesTheGapOverOnce() {
        var workload = new Workload("default", "haproxy", "haproxy", null, null, null);
        var identity = new Identity(null, null, 7, null, null, null);
        var report = report(Module.Match.MISSING, "/lib/libc.so.6");
        var kept = new Occurrence(1, "id", 1, Instant.EPOCH, identity, workload, List.of(), null, null);

        var once = kept.reported(report, List.of());

        assertThat(once.revision()).isEqualTo(2);
        assertThat(once.gaps()).extracting(Gap::missing).containsExactly("libraries");
        assertThat(once.reported(report, List.of())).isSameAs(once);
    }

    @Test
    void aChannelThatSpeaksLateEndsItsGap() {
        var workload = new Workload("default", "haproxy", "haproxy", null, null, null);
        var identity = new Identity(null, null, 7, null, null, null);
        var dropped = List.of(new Gap("core", "too large"));
        var kept = new Occurrence(1, "id", 1, Instant.EPOCH, identity, workload, dropped, null, null);
        var report = report(Module.Match.VERIFIED, "/lib/libc.so.6");

        var silent = kept.reported(report, List.of(new Gap("words", "nothing")));
        var told = silent.reported(report, List.of());

        assertThat(silent.gaps()).extracting(Gap::missing).containsExactly("core", "words");
        assertThat(told.gaps()).extracting(Gap::missing).containsExactly("core");
        assertThat(told.revision()).isEqualTo(3);
        assertThat(told.isUpdate()).isTrue();
    }

    @Test
    void aCrashStaysUnderTheSignatureItWasCountedBy() {
        var workload = new Workload("default", "haproxy", "haproxy", null, null, null);
        var identity = new Identity(null, null, 7, null, null, null);
        var kept = new Occurrence(1, "id", 1, Instant.EPOCH, identity, workload, List.of(), null, null);
        var unsigned = report(Module.Match.VERIFIED, "/lib/libc.so.6");

        var first = kept.reported(unsigned, List.of())
                .reported(unsigned.signed(new Signature(1, "aa", "a", List.of())), List.of());
        var later = first.reported(unsigned.signed(new Signature(1, "bb", "b", List.of())), List.of());

        assertThat(first.report()).extracting("signature.id").isEqualTo("aa");
        assertThat(later.report()).extracting("signature.id").isEqualTo("aa");
    }

    private static Report report(Module.Match match, String path) {
        var stack =
                new Stack(Stack.Trust.UNVERIFIED, List.of("why"), 7, List.of(Frame.of(0, "memcpy", "/lib/libc.so.6")));
        var module = new Module(path, "aa", "0x1", "0x2", match, null);
        return new Report(
                Report.SCHEMA,
                CrashKind.MEMORY,
                false,
                null,
                null,
                stack,
                null,
                null,
                null,
                List.of(),
                List.of(),
                "gdb",
                List.of(),
                List.of(),
                List.of(module));
    }
}
