package dev.corewatch.analyze.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.corewatch.analyze.text.BacktraceText;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.KnownFix.Applies;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KnownFixesTest {

    private static final String STORY = """
            #0  0x7f in __memcpy_sse2 () from /lib64/libc.so.6
            #1  0x7f in ?? () from /lib64/libz.so.1
            #2  0x7f in deflate () from /lib64/libz.so.1
            #3  0x55 in deflate_flush_or_finish (flag=4) at src/compression.c:808
            #4  0x55 in deflate_flush (c=0x1) at src/compression.c:835
            #5  0x55 in http_compression_buffer_end (s=0x1) at src/compression.c:249
            #6  0x55 in http_response_forward_body (s=0x1) at src/proto_http.c:7173
            #7  0x55 in process_stream (t=0x1) at src/stream.c:1939
            #8  0x55 in process_runnable_tasks () at src/task.c:238
            """;

    private static final String OF_TODAY = STORY.replace("deflate_flush (c", "htx_compression_buffer_end (c")
            .replace("http_compression_buffer_end", "comp_http_payload");

    private final KnownFixes fixes = KnownFixes.builtIn();

    @Test
    void saysThatTheStorysFixAppliesToTheReleasesThatLackIt() {
        assertThat(only("1.6.3")).extracting(KnownFix::id, KnownFix::applies).containsExactly("d8b8b5329", Applies.YES);
        assertThat(only("1.6.7").fixedIn()).isEqualTo("1.7-dev4");
    }

    @Test
    void doesNotShowAFixThatTheVersionHas() {
        assertThat(match(STORY, "1.6.8")).isEmpty();
        assertThat(match(STORY, "2.6.12")).isEmpty();
        assertThat(match(OF_TODAY, "2.6.12")).isEmpty();
    }

    @Test
    void cannotTellWithoutAVersion() {
        assertThat(match(STORY, null)).extracting(KnownFix::applies).containsOnly(Applies.UNKNOWN);
        assertThat(match(STORY, "1.6.x/1.7-dev3")).extracting(KnownFix::applies).containsOnly(Applies.UNKNOWN);
    }

    @Test
    void namesTheSeriesWhoseNewestReleaseShouldHaveTheFix() {
        var text = BacktraceText.parse(
                "#0 0x1 in session_check_idle_conn () at include/haproxy/session.h:209\n#1 0x1 in h2_detach () at src/mux_h2.c:4520\n");
        var candidates = fixes.match(new Crash(text.frames(), CrashKind.MEMORY, "SIGSEGV", "0x10", "2.9.3"));

        assertThat(candidates.getFirst().fix().id()).isEqualTo("fd3ce173a");
        assertThat(candidates.getFirst().fix().applies()).isEqualTo(Applies.UNKNOWN);
        assertThat(candidates.getFirst().series()).isEqualTo("2.9");
    }

    @Test
    void neverMatchesAGenericFunctionAlone() {
        for (var function :
                List.of("process_stream", "b_del", "__b_putblk", "__task_queue", "fd_insert", "eb32_insert")) {
            assertThat(match("#0 0x1 in " + function + " () at src/stream.c:1\n", "2.4.0"))
                    .as(function)
                    .isEmpty();
        }
    }

    @Test
    void takesADifferentCallerForADifferentBug() {
        var other = STORY.replace("deflate_flush (c", "a_new_caller (c")
                .replace("http_compression_buffer_end", "another")
                .replace("http_response_forward_body", "a_third");

        assertThat(match(other, "1.6.3")).isEmpty();
    }

    @Test
    void takesAnAddressFarFromNullForADifferentBug() {
        var text = BacktraceText.parse(
                "#0 0x1 in session_check_idle_conn () at include/haproxy/session.h:209\n#1 0x1 in h2_detach () at src/mux_h2.c:4520\n");

        assertThat(fixes.match(new Crash(text.frames(), CrashKind.MEMORY, "SIGSEGV", "0x7fcade697000", "2.9.0")))
                .isEmpty();
    }

    @Test
    void isCertainOfAStableReleaseThatWasMadeBeforeTheFix() {
        var text = """
                #0  0x1 in session_check_idle_conn () at include/haproxy/session.h:209
                #1  0x1 in h2_detach () at src/mux_h2.c:4520
                #2  0x1 in sc_detach_endp () at src/stconn.c:376
                #3  0x1 in sc_destroy () at src/stconn.c:444
                #4  0x1 in stream_free () at src/stream.c:728
                """.replace(
                        "session_check_idle_conn () at include/haproxy/session.h:209",
                        "qcc_send_stream () at src/a.c:1")
                .replace("h2_detach", "qcc_abort_stream_read")
                .replace("sc_detach_endp", "h3_rcv_buf")
                .replace("sc_destroy", "qcc_decode_qcs")
                .replace("stream_free", "qcc_recv");

        assertThat(match(text, "3.0.5")).extracting(KnownFix::applies).containsOnly(Applies.UNKNOWN);
        assertThat(match(text, "3.0.5-8e879a5 2024/09/19"))
                .extracting(KnownFix::id, KnownFix::applies)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("7ee1279f4", Applies.YES));
        assertThat(match(text, "3.0.10 2025/04/22"))
                .extracting(KnownFix::applies)
                .containsOnly(Applies.UNKNOWN);
    }

    @Test
    void neverSaysYesToAFixWhoseDeathNobodyDescribed() {
        assertThat(fixes.all().stream().filter(Fix::isHint)).hasSize(23);
        for (var fix : fixes.all()) {
            if (fix.isHint()) {
                var candidates = fixes.match(
                        Trial.of(fix, AffectedVersions.mainline(fix)).crash());
                assertThat(candidates).noneMatch(one -> one.fix().applies() == Applies.YES);
            }
        }
    }

    @Test
    void tellsOfEachFixWhatWasWrongInASentenceOfItsOwn() {
        var titles = fixes.all().stream().map(Fix::title).toList();

        assertThat(titles).doesNotHaveDuplicates();
        assertThat(titles).allSatisfy(title -> {
            assertThat(title).hasSizeBetween(30, 130).doesNotEndWith(".").doesNotMatch(".*\\b\\w+_\\w+\\(\\).*");
            assertThat(title.split(" ").length).as(title).isGreaterThanOrEqualTo(7);
            assertThat(title)
                    .doesNotMatch("(?i)(null pointer|failed BUG_ON|endless loop|access out of bounds|use after free|"
                            + "double free|race|crash|stack overflow|uninitialised memory) in \\S+.*");
        });
    }

    @Test
    void findsAFixWhoseInnermostFunctionsWereInlinedAway() {
        var text = """
                #0  0x1 in qcc_get_qcs () at src/mux_quic.c:668
                #1  0x1 in qcc_recv () at src/mux_quic.c:974
                #2  0x1 in qc_handle_strm_frm () at src/quic_conn.c:2515
                """;

        assertThat(match(text, "2.8-dev4"))
                .extracting(KnownFix::id, KnownFix::applies)
                .containsExactly(org.assertj.core.groups.Tuple.tuple("315a4f6ae", Applies.UNKNOWN));
    }

    @Test
    void readsTheFileAsAYamlLibraryDoes() throws IOException {
        try (var in = KnownFixesTest.class.getResourceAsStream("/known-fixes.yaml")) {
            var yaml = new com.fasterxml.jackson.databind.ObjectMapper(new YAMLFactory())
                    .readValue(in, new TypeReference<List<Map<String, Object>>>() {});

            assertThat(fixes.all()).hasSameSizeAs(yaml).hasSizeGreaterThanOrEqualTo(394);
            for (int i = 0; i < yaml.size(); i++) {
                var fix = fixes.all().get(i);
                assertThat(fix.id()).isEqualTo(yaml.get(i).get("id"));
                assertThat(fix.title()).isEqualTo(yaml.get(i).get("title"));
                assertThat(fix.needs()).isEqualTo(yaml.get(i).get("needs"));
                assertThat(fix.fixedIn()).isEqualTo(yaml.get(i).get("fixed_in"));
                assertThat(fix.backportTo()).isEqualTo(yaml.get(i).getOrDefault("backport_to", List.of()));
            }
        }
    }

    private KnownFix only(String version) {
        var found = match(STORY, version);
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private List<KnownFix> match(String text, @Nullable String version) {
        var parsed = BacktraceText.parse(text);
        return fixes.match(new Crash(parsed.frames(), CrashKind.UNKNOWN, "SIGSEGV", null, version)).stream()
                .map(Candidate::fix)
                .toList();
    }
}
