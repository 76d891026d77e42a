package dev.corewatch.analyze.redact;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.Workload;
import dev.corewatch.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class RedactedReportTest {

    private static final Workload WORKLOAD = new Workload("default", "haproxy", "haproxy", null, null, null);
    private static final Signature SIGNATURE =
            new Signature(1, "00c0ffee", "BUG_ON(acme) in src/acme.c", List.of("src/acme.c", "acme"));

    @Test
    void holdsRulesThatCameLaterAgainstEveryFieldThatIsNotCorewatchsOwn() throws JsonProcessingException {
        var occurrence = new Occurrence(
                1,
                "01abc",
                2,
                Instant.EPOCH,
                new Identity("boot", null, 7, null, null, null),
                WORKLOAD,
                List.of(new Gap("libraries", "no file at hand that matches /opt/acme/libz.so")),
                null,
                report());

        var redacted = RedactedReport.of(occurrence, new Redactor(List.of(Pattern.compile("acme"))));

        assertThat(Json.mapper().writeValueAsString(occurrence)).contains("acme");
        assertThat(Json.mapper().writeValueAsString(redacted))
                .doesNotContain("acme")
                .contains("/opt/[redacted]/libz.so", "deflate", "00c0ffee");
    }

    @Test
    void changesNothingWithoutSuchRules() {
        var none = new Redactor(List.of());

        assertThat(RedactedReport.of(report(), none)).isEqualTo(report());
        assertThat(RedactedReport.of(group(), none)).isEqualTo(group());
    }

    @Test
    void hidesTheTitleOfAGroupAndKeepsItsId() {
        var redacted = RedactedReport.of(group(), new Redactor(List.of(Pattern.compile("acme"))));

        assertThat(redacted.signature().title()).isEqualTo("BUG_ON([redacted]) in src/[redacted].c");
        assertThat(redacted.signature().id()).isEqualTo("00c0ffee");
    }

    @Test
    void keepsTheAddressesOfAQuotedKernelLineButNotWhatTheOperatorsPatternsMatch() {
        var line =
                Redacted.KERNEL_QUOTE + "haproxy[7]: segfault at 7fcade697000 ip 00007fcaddf8bb75 sp 00007ffd630e7058";
        var redactor = new Redactor(List.of(Pattern.compile("haproxy")));

        assertThat(Redacted.notes(List.of(line), new Redactor(List.of()))).containsExactly(line);
        assertThat(Redacted.notes(List.of(line), redactor).getFirst()).contains("[redacted][7]", "00007fcaddf8bb75");
    }

    private static Group group() {
        return new Group(SIGNATURE, WORKLOAD, 3, Instant.EPOCH, Instant.EPOCH, List.of("01abc"), true, "known");
    }

    private static Report report() {
        var frames =
                List.of(new Frame(0, "deflate", "/src/acme/deflate.c", 7, "/opt/acme/libz.so", "0x1", false, false));
        return new Report(
                Report.SCHEMA,
                CrashKind.ASSERTION,
                false,
                null,
                null,
                new Stack(Stack.Trust.PARTIAL, List.of("acme is cut"), 7, frames),
                new HaproxyFacts("2.6-acme", "zlib", 2, 60L, null),
                new RequestContext(
                        "POST", "/webhook/acme", 200, "acme", "acme_two", "acme-1", "gzip", "response", "acme"),
                SIGNATURE,
                List.of(),
                List.of("ask acme; see https://github.com/haproxy/haproxy/commit/0123456789abcdef0123"),
                "gdb",
                List.of("gdb: acme", Redacted.QUOTE + "corrupt acme"),
                List.of(new ThreadStack(7, true, ThreadStack.Ended.BROKEN, "acme", frames)),
                List.of(new Module("/opt/acme/libz.so", null, "0x0", "0x1", Module.Match.MISSING, null)));
    }
}
