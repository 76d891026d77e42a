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

        var twice = kept.reported(report).reported(report);

        assertThat(twice.revision()).isEqualTo(3);
        assertThat(twice.gaps()).extracting(Gap::missing).containsExactly("libraries");
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
