package dev.corewatch.analyze.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.ThreadStack.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;

final class GdbDocumentTest {

    private static final String WHOLE = """
            {"threads":[{"lwp":7,"crashed":true,"ended":"outermost","frames":[
              {"index":0,"pc":"0x1","function":"memcpy","file":"a.S","line":9,"module":"/lib/libc.so.6","offset":"0x10"},
              {"index":1,"pc":"0x2","signalHandler":true},
              {"index":2,"pc":"0x3","function":"main","inlined":true,"scanned":true}]},
             {"lwp":8,"crashed":false,"ended":"memory error while unwinding","frames":[]}],
             "haproxy":{"version":"2.6.12","compression":"zlib","threads":2,"uptimeSeconds":5000000000,"tainted":"0x20"},
             "request":{"how":"frame 8 local s","method":"POST","uri":"/w?t=1","status":200,"frontend":"fe",
              "backend":"thing_two","server":"two","algorithm":"gzip","direction":"response","headers":{"host":"h"}},
             "errors":["time: out"]}""".replace("\n", "");

    @Test
    void readsThreadsFramesProcessAndRequest() {
        var answer = only(WHOLE);

        assertThat(answer.threads())
                .containsExactly(
                        new ThreadStack(
                                7,
                                true,
                                Ended.OUTERMOST,
                                null,
                                List.of(
                                        new Frame(0, "memcpy", "a.S", 9, "/lib/libc.so.6", "0x10", false, false),
                                        new Frame(1, null, null, null, null, null, false, true),
                                        new Frame(2, "main", null, null, null, null, true, false))),
                        new ThreadStack(8, false, Ended.BROKEN, "memory error while unwinding", List.of()));
        assertThat(answer.haproxy()).isEqualTo(new HaproxyFacts("2.6.12", "zlib", 2, 5_000_000_000L, "0x20"));
        assertThat(answer.request())
                .isEqualTo(new RequestContext(
                        "POST", "/w?t=1", 200, "fe", "thing_two", "two", "gzip", "response", "frame 8 local s"));
        assertThat(answer.notes()).containsExactly("before", "gdb: time: out");
        assertThat(answer.doubts()).singleElement().asString().contains("frame 2");
    }

    @Test
    void takesTheLastOfTwoDocumentsAndNothingWithoutTheMark() {
        var output =
                "M:{\"haproxy\":{\"version\":\"1\"}}\n{\"haproxy\":{\"version\":\"2\"}}\nM:{\"haproxy\":{\"version\":\"3\"}}\n";

        assertThat(stacks(output).haproxy()).isEqualTo(new HaproxyFacts("3", null, null, null, null));
    }

    @Test
    void takesTheFirstDocumentWhenTheSecondIsCutOff() {
        assertThat(stacks("M:" + WHOLE + "\nM:{\"threads\":[").threads()).hasSize(2);
    }

    @Test
    void claimsNoRequestWhereSeveralArePossible() {
        var answer = only("{\"request\":{\"candidates\":3}}");

        assertThat(answer.request()).isNull();
        assertThat(answer.notes()).anyMatch(note -> note.startsWith("3 requests were in progress"));
    }

    @Test
    void whatHasTheWrongFormIsAbsent() {
        var answer = only(
                "{\"threads\":{\"a\":1},\"haproxy\":[],\"request\":{\"how\":5,\"status\":\"x\",\"uri\":[]},\"errors\":7}");

        assertThat(answer.threads()).isEmpty();
        assertThat(answer.haproxy()).isNull();
        assertThat(answer.request())
                .isEqualTo(new RequestContext(null, null, null, null, null, null, null, null, null));
    }

    @Test
    void controlCharactersOfTheCoreReachNobody() {
        var facts =
                only("{\"haproxy\":{\"version\":\"2.6\\nforged\\u001b[31m\"}}").haproxy();

        assertThat(facts).isEqualTo(new HaproxyFacts("2.6\uFFFDforged\uFFFD[31m", null, null, null, null));
    }

    @Test
    void thereIsNoAnswerInSilence() {
        assertThat(GdbDocument.lastIn("warning: core file may not match\n", "M:"))
                .isEmpty();
    }

    @Test
    void doesNotReadADocumentThatWouldBeAMultipleOfItsTextInMemory() {
        assertThat(GdbDocument.lastIn("m{\"threads\":[" + "{},".repeat(200_000) + "{}]}", "m"))
                .isEmpty();
        assertThat(GdbDocument.lastIn("m{\"threads\":[" + "{},".repeat(100_000) + "{}]}", "m"))
                .isPresent();
    }

    private static Answer.Stacks only(String json) {
        return stacks("M:" + json);
    }

    private static Answer.Stacks stacks(String output) {
        return GdbDocument.lastIn(output, "M:").orElseThrow().answer(List.of("before"));
    }
}
