package dev.corewatch.analyze.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Frame;
import org.junit.jupiter.api.Test;

/** What eu-addr2line 0.188 printed. */
final class Addr2lineTest {

    @Test
    void readsFunctionsWithThoseTheyWereInlinedInto() {
        var frames = Addr2line.frames("""
                htx_get_blk_type inlined at src/flt_http_comp.c:188:18 in comp_http_payload
                include/haproxy/htx.h:155:20
                comp_http_payload
                src/flt_http_comp.c:188:18
                """, "haproxy", "0x1dec20");

        assertThat(frames)
                .containsExactly(
                        new Frame(
                                0,
                                "htx_get_blk_type",
                                "include/haproxy/htx.h",
                                155,
                                "haproxy",
                                "0x1dec20",
                                true,
                                false),
                        new Frame(
                                1,
                                "comp_http_payload",
                                "src/flt_http_comp.c",
                                188,
                                "haproxy",
                                "0x1dec20",
                                false,
                                false));
    }

    @Test
    void marksAllButTheOutermostAsInlined() {
        var frames = Addr2line.frames("""
                ha_crash_now inlined at src/debug.c:389:2 in debug_parse_cli_bug
                include/haproxy/bug.h:52:2
                debug_parse_cli_bug
                src/debug.c:389:2
                debug_parse_cli_bug
                src/debug.c:383:5
                """, "haproxy", "0x508e6");

        assertThat(frames).extracting(Frame::inlined).containsExactly(true, true, false);
        assertThat(frames).extracting(Frame::line).containsExactly(52, 389, 383);
    }

    @Test
    void takesASymbolWithoutALine() {
        var frames = Addr2line.frames("deflate\n??:0\n", "libz.so.1", "0x709c");

        assertThat(frames).containsExactly(new Frame(0, "deflate", null, null, "libz.so.1", "0x709c", false, false));
    }

    @Test
    void knowsNothingWhereNoSymbolIs() {
        assertThat(Addr2line.frames("??\n??:0\n", "libz.so.1", "0x4b82")).isEmpty();
        assertThat(Addr2line.frames("", "libz.so.1", "0x4b82")).isEmpty();
    }
}
