package dev.corewatch.analyze.signature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signature;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SignatureRuleTest {

    private static final String LIBZ = "/usr/lib/x86_64-linux-gnu/libz.so.1.2.13";

    private final SignatureRule rule = SignatureRule.v1();

    @Test
    void namesTheStoryAsAPersonWould() {
        var story = List.of(
                Frame.of(0, "__memmove_avx_unaligned_erms", "/lib/x86_64-linux-gnu/libc.so.6"),
                Frame.of(1, null, LIBZ),
                Frame.of(2, null, LIBZ),
                Frame.of(3, "deflate", LIBZ),
                Frame.of(4, "deflate_flush_or_finish", "/usr/sbin/haproxy"),
                Frame.of(5, "htx_compression_buffer_end", "/usr/sbin/haproxy"));

        var signature = of(story);

        assertThat(signature.title()).isEqualTo("SIGSEGV in memmove <- libz <- deflate_flush_or_finish");
        assertThat(signature.frames()).containsExactly("libz", "deflate_flush_or_finish");
        assertThat(signature.id()).matches("[0-9a-f]{16}");
        assertThat(signature.version()).isEqualTo(1);
    }

    @Test
    void keepsItsIdsForever() {
        assertThat(of(own("deflate_flush_or_finish")).id()).isEqualTo("96c0a6be09135010");
    }

    @Test
    void isTheSameForZlibWithAndWithoutSymbolsOnGlibcAndMusl() {
        var glibc = List.of(
                Frame.of(0, "__memcpy_sse2", "/lib64/libc.so.6"),
                Frame.of(1, null, "/lib64/libz.so.1"),
                Frame.of(2, "deflate_flush_or_finish", null));
        var musl = List.of(
                Frame.of(0, "memcpy", "/lib/ld-musl-x86_64.so.1"),
                Frame.of(1, "deflate_stored", "/opt/zlib/libz.so.1.3.1"),
                Frame.of(2, "deflate", "/opt/zlib/libz.so.1.3.1"),
                Frame.of(3, "comp_deflate_flush_or_finish.constprop.0", null));
        var linkedIn = List.of(
                new Frame(0, "fill_window", "deflate.c", 1536, "/usr/sbin/haproxy", null, false, false),
                new Frame(1, "deflate_slow", "deflate.c", 1936, "/usr/sbin/haproxy", null, false, false),
                Frame.of(2, "deflate_flush_or_finish", null));

        assertThat(of(glibc).id())
                .isEqualTo(of(musl).id())
                .isEqualTo(of(linkedIn).id());
    }

    @Test
    void tellsTheCallersOfAHelperApart() {
        assertThat(of(own("_task_wakeup", "qc_kill_conn", "qc_send_ppkts", "qc_send_app_pkts"))
                        .id())
                .isNotEqualTo(of(own("_task_wakeup", "quic_conn_io_cb", "run_tasks_from_lists"))
                        .id());
    }

    @Test
    void keepsAWatchdogsVictimApartFromACrashInTheSameFunction() {
        var stuck = List.of(
                Frame.of(0, "raise", null),
                Frame.of(1, "ha_panic", null),
                Frame.of(2, "wdt_handler", null),
                new Frame(3, null, null, null, null, null, false, true),
                Frame.of(4, "stktable_touch_local", null));

        assertThat(of(stuck).id()).isNotEqualTo(of(own("stktable_touch_local")).id());
        assertThat(of(stuck).title()).isEqualTo("watchdog in stktable_touch_local");
    }

    @Test
    void knowsABugOnByItsWordsWhateverTheLineAndTheStack() {
        var older = assertion(2100, "connect_server");
        var newer = assertion(2378, "back_try_conn_req");

        assertThat(older.id()).isEqualTo(newer.id());
        assertThat(older.title()).startsWith("BUG_ON(srv == NULL) in src/backend.c <- connect_server");
    }

    @Test
    void addsThePlaceWhenAStackIsCutBelowACrowdedFunction() {
        assertThat(of(at("conn_backend_get", 1241)).id())
                .isNotEqualTo(of(at("conn_backend_get", 1231)).id());
        assertThat(of(at("conn_backend_get", 1231)).frames()).containsExactly("conn_backend_get", "@backend.c:1231");
    }

    @Test
    void seesARecursionWhereverItWasCaught() {
        var one = new ArrayList<>(List.of(Frame.of(0, "strlen", null)));
        var other = new ArrayList<Frame>();
        for (var frames : List.of(one, other)) {
            for (int i = 0; i < 40; i++) {
                frames.add(Frame.of(frames.size(), i % 2 == 0 ? "parse_group" : "parse_expr", null));
            }
        }
        Collections.swap(other, 0, 1);

        assertThat(of(one).id()).isEqualTo(of(other).id());
    }

    @Test
    void saysNothingOfNothing() {
        assertThat(rule.of(new Evidence(List.of(), CrashKind.UNKNOWN, "SIGKILL", null)))
                .isEmpty();
        assertThat(rule.of(new Evidence(List.of(Frame.of(0, "??", null)), CrashKind.MEMORY, "SIGSEGV", null)))
                .isEmpty();
    }

    private Signature assertion(int line, String function) {
        var words = new Assertion("srv == NULL", "src/backend.c", line);
        return rule.of(new Evidence(
                        own(function, "process_stream", "run_tasks_from_lists"), CrashKind.ASSERTION, null, words))
                .orElseThrow();
    }

    private Signature of(List<Frame> frames) {
        return rule.of(new Evidence(frames, CrashKind.UNKNOWN, "SIGSEGV", null)).orElseThrow();
    }

    private static List<Frame> at(String function, @Nullable Integer line) {
        return List.of(new Frame(0, function, "src/backend.c", line, null, null, false, false));
    }

    private static List<Frame> own(String... functions) {
        var frames = new ArrayList<Frame>();
        for (var function : functions) {
            frames.add(Frame.of(frames.size(), function, null));
        }
        return frames;
    }
}
