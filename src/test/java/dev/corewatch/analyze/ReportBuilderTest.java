package dev.corewatch.analyze;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.analyze.signature.Evidence;
import dev.corewatch.analyze.signature.SignatureRule;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.json.Json;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ReportBuilderTest {

    private static final String TOKEN = "Zm9vYmFyYmF6cXV4MTIzNDU2";
    private static final String HAPROXY = "/usr/sbin/haproxy";
    private static final String LIBZ = "/usr/lib/libz.so.1";

    private final ReportBuilder builder = ReportBuilder.standard(new Redactor(List.of()));

    @Test
    void putsTheStoryTogether() {
        var report = builder.build(story("2.6.12", "zlib", false), new CoreFacts(100, true, 0, false, null));

        assertThat(report.signature()).isNotNull();
        assertThat(report.signature().title()).isEqualTo("SIGSEGV in memcpy <- libz <- deflate_flush_or_finish");
        assertThat(report.knownFixes()).isEmpty();
        assertThat(report.advice().getFirst())
                .startsWith("It died inside zlib: canary an image with libslz")
                .contains("without USE_ZLIB");
        assertThat(report.request()).isNotNull();
        assertThat(report.request().uri()).isEqualTo("POST /webhook/incoming?[redacted] HTTP/1.1");
    }

    @Test
    void saysUpgradeBeforeItProposesAnImageSwap() {
        var report = builder.build(story("1.6.3", "zlib", false), null);

        assertThat(report.knownFixes()).extracting(KnownFix::applies).containsExactly(Applies.YES);
        assertThat(report.advice().getFirst()).startsWith("Upgrade HAProxy to the newest 1.6 release");
        assertThat(report.advice().get(1)).contains("USE_SLZ=1");
    }

    @Test
    void proposesNoSwapFromSlzToSlzNorForABuildItDoesNotKnow() {
        assertThat(builder.build(story("2.6.12", "slz", false), null).advice())
                .noneMatch(advice -> advice.contains("libslz"));
        assertThat(builder.build(story("2.6.12", null, false), null).advice())
                .noneMatch(advice -> advice.contains("libslz"));
    }

    @Test
    void aReportHoldsAllThatItsSignatureWasMadeOf() {
        var rule = SignatureRule.v1();
        var condition = new Assertion("a".repeat(300) + " > 0", "include/haproxy/acme.h", 7);
        for (var report : List.of(
                builder.build(story("2.6.12", "zlib", false), null),
                builder.build(story("2.6.12", "zlib", false), null, condition),
                builder.build(story("2.6.12", "zlib", false), null, new Assertion("x > 0", "src/acme.c", 7)))) {
            assertThat(rule.of(Evidence.of(report))).contains(Objects.requireNonNull(report.signature()));
        }
    }

    @Test
    void leavesNoTokenInAnyField() throws JsonProcessingException {
        var report = builder.build(story("2.6.12", "zlib", false), null);

        assertThat(Json.mapper().writeValueAsString(report)).doesNotContain(TOKEN);
    }

    @Test
    void hasNothingToAdviseOnADeathMadeOnPurpose() {
        var report = builder.build(story("1.6.3", "zlib", true), null);

        assertThat(report.advice()).hasSize(1);
        assertThat(report.knownFixes()).isEmpty();
    }

    @Test
    void saysHowToMendACutCoreAndForeignLibraries() {
        var report = builder.build(
                story("2.6.12", "zlib", false), new CoreFacts(100, false, 900, false, "the disk was full"));

        assertThat(report.advice())
                .anyMatch(advice -> advice.startsWith("The core lacks 900 bytes (the disk was full)"));
        assertThat(report.advice()).anyMatch(advice -> advice.contains("libz.so.1 are not known"));
        assertThat(report.advice()).anyMatch(advice -> advice.startsWith("Debug symbols are missing for haproxy"));
    }

    private static Analysis story(
            String version, @org.jspecify.annotations.Nullable String compression, boolean deliberate) {
        var frames = List.of(
                Frame.of(0, "__memcpy_sse2", "/lib64/libc.so.6"),
                Frame.of(1, "deflate", LIBZ),
                Frame.of(2, "deflate_flush_or_finish", HAPROXY),
                Frame.of(3, "deflate_flush", HAPROXY),
                Frame.of(4, "http_compression_buffer_end", HAPROXY));
        var stack = new Stack(Stack.Trust.UNVERIFIED, List.of("sid=" + TOKEN), 1, frames);
        return new Analysis(
                "gdb",
                List.of("Cookie: " + TOKEN, "read GET /x?t=" + TOKEN),
                CrashKind.MEMORY,
                deliberate,
                new Signal("SIGSEGV", 11, 1, "0x7fcade697000"),
                stack,
                List.of(new ThreadStack(1, true, ThreadStack.Ended.OUTERMOST, "at " + TOKEN, frames)),
                List.of(module(LIBZ, Module.Match.MISMATCH, null), module(HAPROXY, Module.Match.VERIFIED, false)),
                new HaproxyFacts(version, compression, 2, 60L, null),
                new RequestContext(
                        "POST",
                        "POST /webhook/incoming?token=" + TOKEN + " HTTP/1.1",
                        200,
                        "fe",
                        "thing_two",
                        "s1",
                        "gzip",
                        "response",
                        "frame 4 " + TOKEN));
    }

    private static Module module(
            String path, Module.Match match, @org.jspecify.annotations.Nullable Boolean debugInfo) {
        return new Module(path, "abcd", "0x1", "0x2", match, debugInfo);
    }
}
