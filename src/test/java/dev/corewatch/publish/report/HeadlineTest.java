package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class HeadlineTest {

    @Test
    void saysTheStorysCrashInOneSentence() {
        assertThat(Headline.of(Samples.report("zlib")))
                .isEqualTo("SIGSEGV in memcpy <- libz.so.1 <- deflate_flush_or_finish (src/compression.c:612), "
                        + "POST to backend thing_two, gzip");
    }

    @Test
    void saysWhatASignalAloneWouldHide() {
        assertThat(headline(CrashKind.WATCHDOG, false, null)).isEqualTo("SIGABRT (watchdog) in work");
        assertThat(headline(CrashKind.ASSERTION, true, null)).isEqualTo("SIGABRT (BUG_ON, on purpose) in work");
        assertThat(headline(CrashKind.NULL_CALL, false, null)).isEqualTo("SIGABRT (null pointer called) from work");
    }

    @Test
    void mentionsOfTheRequestOnlyWhatIsKnown() {
        assertThat(headline(CrashKind.MEMORY, false, request("GET", null, null)))
                .isEqualTo("SIGABRT in work, GET");
        assertThat(headline(CrashKind.MEMORY, false, request(null, "fe", null)))
                .isEqualTo("SIGABRT in work, on frontend fe");
        assertThat(headline(CrashKind.MEMORY, false, request(null, "fe", "be")))
                .isEqualTo("SIGABRT in work, to backend be");
        assertThat(headline(CrashKind.MEMORY, false, request(null, null, null))).isEqualTo("SIGABRT in work");
    }

    @Test
    void neverHoldsTheUri() {
        var request = new RequestContext("GET", "/secret", 200, "fe", "be", "s", null, null, null);
        assertThat(headline(CrashKind.MEMORY, false, request)).doesNotContain("secret");
    }

    @Test
    void saysThatThereIsNoStack() {
        assertThat(Headline.of(Samples.report("none"))).isEqualTo("SIGKILL (out of memory), no stack");
    }

    private static RequestContext request(
            @Nullable String method, @Nullable String frontend, @Nullable String backend) {
        return new RequestContext(method, null, null, frontend, backend, null, null, null, null);
    }

    private static String headline(CrashKind kind, boolean deliberate, @Nullable RequestContext request) {
        var frames = List.of(Frame.of(0, "work", "/usr/sbin/haproxy"));
        var stack = new Stack(Stack.Trust.VERIFIED, List.of(), 1, frames);
        var signal = new Signal("SIGABRT", 6, null, null);
        return Headline.of(new Report(
                1,
                kind,
                deliberate,
                signal,
                null,
                stack,
                null,
                request,
                null,
                List.of(),
                List.of(),
                "gdb",
                List.of(),
                List.of(),
                List.of()));
    }
}
