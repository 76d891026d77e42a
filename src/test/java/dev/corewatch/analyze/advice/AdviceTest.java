package dev.corewatch.analyze.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.analyze.fixes.Candidate;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Module.Match;
import dev.corewatch.crash.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

final class AdviceTest {

    private static final String HAPROXY = "/usr/sbin/haproxy";
    private static final String LIBZ = "/lib/libz.so.1";
    private static final List<Frame> IN_ZLIB = List.of(
            Frame.of(0, "deflate", LIBZ),
            Frame.of(1, "deflate_flush_or_finish", HAPROXY),
            Frame.of(2, "comp_http_payload", HAPROXY));
    private static final List<Frame> IN_SLZ = List.of(
            Frame.of(0, "slz_rfc1951_encode", HAPROXY),
            Frame.of(1, "rfc195x_add_data", HAPROXY),
            Frame.of(2, "comp_http_payload", HAPROXY));

    @Test
    void proposesSlzToAZlibBuildThatDiedInZlib() {
        assertThat(advice(IN_ZLIB, "2.6.12", "zlib")).anyMatch(one -> one.contains("without USE_ZLIB"));
        assertThat(advice(IN_ZLIB, "2.3.1", "zlib")).anyMatch(one -> one.contains("USE_SLZ=1"));
        assertThat(advice(IN_ZLIB, null, "zlib"))
                .anyMatch(one -> one.contains("without USE_ZLIB") && one.contains("USE_SLZ=1"));
    }

    @ParameterizedTest
    @CsvSource({"slz", "none", ","})
    void proposesNoSwapToABuildThatIsNotKnownToBeZlib(@Nullable String compression) {
        assertThat(advice(IN_ZLIB, "2.6.12", compression)).noneMatch(one -> one.contains("libslz"));
    }

    @Test
    void proposesNoSwapWhenZlibIsNotOnTheStack() {
        var elsewhere = List.of(Frame.of(0, "h2_detach", HAPROXY), Frame.of(1, "sc_destroy", HAPROXY));

        assertThat(advice(elsewhere, "2.6.12", "zlib")).noneMatch(one -> one.contains("libslz"));
    }

    @Test
    void namesSlzsOwnOverflowsAndTheSettingsThatReachThem() {
        assertThat(advice(IN_SLZ, "3.0.11", "slz"))
                .anyMatch(one -> one.contains("3020fde52")
                        && one.contains("6f75c98fc")
                        && one.contains("17408")
                        && one.contains("964")
                        && one.contains("43000"));
    }

    @Test
    void namesThemToNobodyElse() {
        assertThat(advice(IN_SLZ, "3.5-dev4", "slz")).noneMatch(one -> one.contains("3020fde52"));
        assertThat(advice(IN_ZLIB, "3.0.11", "zlib")).noneMatch(one -> one.contains("3020fde52"));
        var outside = List.of(Frame.of(0, "h2_detach", HAPROXY), Frame.of(1, "slz_init", HAPROXY));
        assertThat(advice(outside, "3.0.11", "slz")).noneMatch(one -> one.contains("3020fde52"));
    }

    @Test
    void saysUpgradeToAReleaseWhenTheFixApplies() {
        assertThat(Advice.on(crash(candidate(Applies.YES, null))).getFirst())
                .startsWith("Upgrade HAProxy to 3.0 (the fix came in 3.0-dev6) or later: 2.9.0 has the fault");
        assertThat(Advice.on(crash(candidate(Applies.YES, "2.9"))).getFirst())
                .startsWith("Upgrade HAProxy to the newest 2.9 release, which should have the fix");
    }

    @Test
    void doesNotClaimWhatItCannotTell() {
        assertThat(Advice.on(crash(candidate(Applies.UNKNOWN, null))).getFirst())
                .startsWith("It may be the fault that upstream fixed by fd3ce173a")
                .endsWith("can't be told from here.");
    }

    @Test
    void saysWhyACoreIsCutAndHowToMendIt() {
        var cut = Advice.on(new Case(
                analysis(IN_ZLIB, "2.6.12", "slz", CrashKind.MEMORY, List.of()),
                new CoreFacts(100, false, 900, false, "the file has 100 of 1000 bytes promised"),
                List.of()));

        assertThat(cut)
                .anyMatch(one -> one.startsWith("The core lacks 900 bytes (the file has 100 of 1000 bytes promised)")
                        && one.contains("--ulimit core=-1")
                        && one.contains("set-dumpable")
                        && one.contains("sizeLimit")
                        && one.contains("grace period"));
    }

    @Test
    void findsNothingWrongWithAWholeOrAThinCore() {
        for (var core : List.of(new CoreFacts(100, true, 0, false, null), new CoreFacts(100, false, 900, true, null))) {
            var advice = Advice.on(
                    new Case(analysis(IN_ZLIB, "2.6.12", "slz", CrashKind.MEMORY, List.of()), core, List.of()));
            assertThat(advice).noneMatch(one -> one.startsWith("The core lacks"));
        }
    }

    @Test
    void saysWhereMissingSymbolsAre() {
        var modules = List.of(
                new Module(HAPROXY, "ab", "0x1", "0x2", Match.VERIFIED, false),
                new Module(LIBZ, "cd", "0x3", "0x4", Match.VERIFIED, true),
                new Module("/lib/unrelated.so", "ef", "0x5", "0x6", Match.VERIFIED, false));
        var advice =
                Advice.on(new Case(analysis(IN_ZLIB, "2.6.12", "slz", CrashKind.MEMORY, modules), null, List.of()));

        assertThat(advice)
                .anyMatch(one -> one.startsWith("Debug symbols are missing for haproxy: ")
                        && one.contains("-dbgsym")
                        && one.contains("debuginfo-install")
                        && one.contains("--debug-dir"));
    }

    @ParameterizedTest
    @EnumSource(
            value = CrashKind.class,
            names = {"MEMORY", "UNKNOWN"},
            mode = EnumSource.Mode.EXCLUDE)
    void hasAWordOnEveryKindOfDeathThatAsksForOne(CrashKind kind) {
        assertThat(Advice.on(new Case(analysis(IN_ZLIB, "2.6.12", "slz", kind, List.of()), null, List.of())))
                .isNotEmpty();
    }

    private static List<String> advice(List<Frame> frames, @Nullable String version, @Nullable String compression) {
        return Advice.on(
                new Case(analysis(frames, version, compression, CrashKind.MEMORY, List.of()), null, List.of()));
    }

    private static Case crash(Candidate candidate) {
        return new Case(analysis(IN_ZLIB, "2.9.0", "slz", CrashKind.MEMORY, List.of()), null, List.of(candidate));
    }

    private static Candidate candidate(Applies applies, @Nullable String series) {
        return new Candidate(new KnownFix("fd3ce173a", "NTLM made a connection private", "3.0-dev6", applies), series);
    }

    private static Analysis analysis(
            List<Frame> frames,
            @Nullable String version,
            @Nullable String compression,
            CrashKind kind,
            List<Module> modules) {
        return new Analysis(
                "gdb",
                List.of(),
                kind,
                false,
                null,
                new Stack(Stack.Trust.VERIFIED, List.of(), 1, frames),
                List.of(),
                modules,
                new HaproxyFacts(version, compression, 2, 60L, null),
                null);
    }
}
