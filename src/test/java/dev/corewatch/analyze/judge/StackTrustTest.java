package dev.corewatch.analyze.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Module.Match;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Stack.Trust;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.ThreadStack.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;

final class StackTrustTest {

    private static final CoreFacts WHOLE = new CoreFacts(1000, true, 0, false, null);
    private static final CoreFacts CUT = new CoreFacts(1000, false, 500, false, "limit");

    @Test
    void isVerifiedWhenEveryModuleMatchesAndTheWalkEndedAtAStart() {
        var stack = stack(WHOLE, Match.VERIFIED, Ended.OUTERMOST);

        assertThat(stack.trust()).isEqualTo(Trust.VERIFIED);
        assertThat(stack.reasons()).isEmpty();
        assertThat(stack.thread()).isEqualTo(7);
        assertThat(stack.frames()).hasSize(2);
    }

    @Test
    void aLibraryOfAnotherBuildOnTheStackIsNamed() {
        var stack = stack(WHOLE, Match.MISMATCH, Ended.OUTERMOST);

        assertThat(stack.trust()).isEqualTo(Trust.UNVERIFIED);
        assertThat(stack.reasons()).singleElement().asString().contains("/lib/libz.so.1", "another build");
    }

    @Test
    void aModuleWithoutBuildIdIsUnverifiedAndSoIsAMissingOne() {
        assertThat(stack(WHOLE, Match.NO_BUILD_ID, Ended.OUTERMOST).trust()).isEqualTo(Trust.UNVERIFIED);
        assertThat(stack(WHOLE, Match.MISSING, Ended.OUTERMOST).trust()).isEqualTo(Trust.UNVERIFIED);
        assertThat(stack(WHOLE, Match.KEPT, Ended.OUTERMOST).trust()).isEqualTo(Trust.UNVERIFIED);
    }

    @Test
    void aModuleThatIsNotOnTheStackDoesNotMatter() {
        var modules = List.of(module("/lib/libz.so.1", Match.VERIFIED), module("/lib/liblua.so", Match.MISMATCH));
        var thread = thread(Ended.OUTERMOST, frame(0, "/lib/libz.so.1"));

        assertThat(new StackTrust(WHOLE, modules).of(thread, List.of()).trust()).isEqualTo(Trust.VERIFIED);
    }

    @Test
    void aCutCoreIsPartialAndAllReasonsAreTold() {
        var stack = stack(CUT, Match.NO_BUILD_ID, Ended.BROKEN);

        assertThat(stack.trust()).isEqualTo(Trust.PARTIAL);
        assertThat(stack.reasons()).hasSize(3).first().asString().contains("500 of 1,500 bytes");
    }

    @Test
    void aWalkThatBrokeOffOrReachedTheLimitIsPartial() {
        assertThat(stack(WHOLE, Match.VERIFIED, Ended.BROKEN))
                .extracting(Stack::trust, Stack::reasons)
                .containsExactly(Trust.PARTIAL, List.of("the walk broke off: memory error"));
        assertThat(stack(WHOLE, Match.VERIFIED, Ended.LIMIT).trust()).isEqualTo(Trust.PARTIAL);
    }

    @Test
    void codeInNoFileIsUnverified() {
        var thread = thread(Ended.OUTERMOST, frame(0, "/lib/libz.so.1"), Frame.of(1, "jitted", null));

        var stack = trust(WHOLE, Match.VERIFIED).of(thread, List.of());

        assertThat(stack.trust()).isEqualTo(Trust.UNVERIFIED);
        assertThat(stack.reasons()).containsExactly("frame 1 is in no mapped file");
    }

    @Test
    void aCallThroughANullPointerAndTheKernelsOwnPageAreNoDoubt() {
        var thread = thread(Ended.OUTERMOST, Frame.of(0, null, null), frame(1, "[vdso]"), frame(2, "/lib/libz.so.1"));

        assertThat(trust(WHOLE, Match.VERIFIED).of(thread, List.of()).trust()).isEqualTo(Trust.VERIFIED);
    }

    @Test
    void theDebuggersDoubtsCount() {
        var stack = trust(WHOLE, Match.VERIFIED)
                .of(thread(Ended.OUTERMOST, frame(0, "/lib/libz.so.1")), List.of("frame 3 was found by searching"));

        assertThat(stack.trust()).isEqualTo(Trust.UNVERIFIED);
    }

    @Test
    void noFramesIsNoStack() {
        assertThat(trust(WHOLE, Match.VERIFIED)
                        .of(thread(Ended.BROKEN), List.of())
                        .trust())
                .isEqualTo(Trust.NONE);
    }

    private static Stack stack(CoreFacts core, Match libz, Ended ended) {
        return trust(core, libz)
                .of(thread(ended, frame(0, "/lib/libz.so.1"), frame(1, "/usr/sbin/haproxy")), List.of());
    }

    private static StackTrust trust(CoreFacts core, Match libz) {
        return new StackTrust(
                core, List.of(module("/lib/libz.so.1", libz), module("/usr/sbin/haproxy", Match.VERIFIED)));
    }

    private static ThreadStack thread(Ended ended, Frame... frames) {
        return new ThreadStack(7, true, ended, ended == Ended.BROKEN ? "memory error" : null, List.of(frames));
    }

    private static Frame frame(int index, String module) {
        return Frame.of(index, "f" + index, module);
    }

    private static Module module(String path, Match match) {
        return new Module(path, "abcd", "0x1000", "0x2000", match, true);
    }
}
