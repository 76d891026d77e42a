package dev.corewatch.doctor.check;

import static dev.corewatch.doctor.check.Cases.GOOD;
import static dev.corewatch.doctor.check.Cases.handler;
import static dev.corewatch.doctor.check.Cases.node;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.Verdict;
import dev.corewatch.doctor.facts.Handler.State;
import dev.corewatch.doctor.facts.Node;
import dev.corewatch.doctor.facts.Sandbox;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NodeCheckTest {

    private static final String SOCKET = "@@/run/corewatch/core.sock";

    @Test
    void namesEachCheckAfterItsClass() {
        assertThat(new CoreSortVma().name()).isEqualTo("core-sort-vma");
        assertThat(new PipeHandler().of(node(GOOD)).check()).isEqualTo("pipe-handler");
    }

    @ParameterizedTest
    @CsvSource({"/bin/false, /usr/bin/false", "/bin/true, /usr/bin/true", "/opt/none, /usr/bin/false"})
    void callsAHandlerThatThrowsAwayAPolicy(String program, String place) {
        var result = new PipeHandler().of(node("|" + program, 0, handler(State.READY, place)));

        assertLost(result, "policy");
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"ABSENT", "DEAF"})
    void losesEveryCoreWithoutItsHandler(State state) {
        assertLost(new PipeHandler().of(node("|/opt/x %P", 0, handler(state, "/opt/x"))), "can't run it");
        assertLost(new SocketServer().of(node(SOCKET, 0, handler(state, "/run/corewatch/core.sock"))), "no server");
    }

    @Test
    void passesAHandlerThatIsThere() {
        assertPass(new PipeHandler().of(node("|/opt/x %P", 0, handler(State.READY, "/opt/x"))));
        assertPass(new SocketServer().of(node(SOCKET, 0, handler(State.READY, "/run/corewatch/core.sock"))));
    }

    @Test
    void doesNotGuessAtAHandlerThatItCannotSee() {
        var result = new PipeHandler().of(node("|/opt/x %P", 0, handler(State.UNSEEN, "/opt/x")));

        assertThat(result.verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
        assertThat(result.fate()).isEqualTo(Fate.UNKNOWN);
    }

    @Test
    void countsHelpersAgainstTheirLimit() {
        var handler = handler(State.READY, "/opt/x");

        assertLost(new CorePipeLimit().of(node("|/opt/x", 0, handler, 2, 2)), "over core_pipe_limit");
        assertPass(new CorePipeLimit().of(node("|/opt/x", 0, handler, 2, 1)));
        assertThat(new CorePipeLimit().of(node("|/opt/x", 0, handler, 0, 1)).verdict())
                .isEqualTo(Verdict.WARN);
        assertPass(new CorePipeLimit().of(node(GOOD)));
    }

    @Test
    void losesEveryCoreOfAnEmptyPattern() {
        assertLost(new CorePatternSetting().of(node("")), "writes no cores");
        assertThat(new CorePatternSetting().of(node("core")).verdict()).isEqualTo(Verdict.WARN);
        assertPass(new CorePatternSetting().of(node(GOOD)));
    }

    @Test
    void expectsNoCoreOfGvisor() {
        var gvisor = sandboxed(Sandbox.GVISOR, null);

        assertLost(new SandboxedKernel().of(gvisor), "writes no cores");
        assertThat(new CorePatternSetting().of(gvisor).verdict()).isEqualTo(Verdict.NOT_POSSIBLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"KATA", "FARGATE"})
    void saysWhoseKernelItIs(String sandbox) {
        assertThat(new SandboxedKernel()
                        .of(sandboxed(Sandbox.valueOf(sandbox), "core"))
                        .verdict())
                .isEqualTo(Verdict.WARN);
    }

    @Test
    void knowsItsOwnPattern() {
        assertThat(new PatternOwner().of(node(SOCKET)).saw()).contains("corewatch's agent");
        assertThat(new PatternOwner()
                        .of(node("|/var/lib/corewatch/bin/corewatch-helper pipe a b"))
                        .saw())
                .contains("corewatch's agent");
        assertThat(new PatternOwner().of(node(GOOD)).saw()).contains("no agent");
    }

    @Test
    void judgesTheOtherSettings() {
        assertPass(new CoreSortVma().of(node(GOOD)));
        assertPass(new SuidDumpable().of(node(GOOD, 0, null)));
        assertThat(new SuidDumpable().of(node(GOOD, 1, null)).verdict()).isEqualTo(Verdict.WARN);
        assertPass(new CoreUsesPid().of(node("core")));
    }

    @Test
    void namesTheProgramsThatAreMissing() {
        assertThat(new Debugger(Set.of("prlimit", "setpriv", "unshare")::contains)
                        .of(node(GOOD))
                        .saw())
                .contains("gdb", "eu-stack")
                .doesNotContain("setpriv");
        assertPass(new Debugger(_ -> true).of(node(GOOD)));
    }

    @Test
    void tellsWhatTheKernelSaidOfLostCores() {
        assertThat(new KernelComplaints(List.of("a", "over core_pipe_limit"))
                        .of(node(GOOD))
                        .saw())
                .contains("over core_pipe_limit");
        assertPass(new KernelComplaints(List.of()).of(node(GOOD)));
    }

    private static Node sandboxed(Sandbox sandbox, @Nullable String pattern) {
        var from = node(pattern == null ? "" : pattern);
        return new Node("4.4.0", pattern == null ? null : from.pattern(), null, null, null, 0, null, 0, sandbox, null);
    }

    private static void assertPass(CheckResult result) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.PASS);
    }

    private static void assertLost(CheckResult result, String outcome) {
        assertThat(result.verdict()).as(result.toString()).isEqualTo(Verdict.FAIL);
        assertThat(result.fate()).isEqualTo(Fate.LOST);
        assertThat(result.outcome() + result.saw()).contains(outcome);
        assertThat(result.mend()).isNotBlank();
    }
}
