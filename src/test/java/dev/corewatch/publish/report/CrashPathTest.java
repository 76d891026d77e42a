package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class CrashPathTest {

    @Test
    void namesTheLibraryOnceAndStopsAtTheProgramsFirstFrame() {
        assertThat(path(
                        "__memcpy_sse2@/lib/libc.so.6",
                        "?@/lib/libz.so.1.2.8",
                        "deflate@/lib/libz.so.1.2.8",
                        "flush@/sbin/haproxy",
                        "main@/sbin/haproxy"))
                .isEqualTo("memcpy <- libz.so.1 <- flush");
    }

    @Test
    void leavesOutTheMachineryOfDying() {
        assertThat(path(
                        "raise@/lib/libc.so.6",
                        "abort@/lib/libc.so.6",
                        "ha_panic@/sbin/haproxy",
                        "ha_panic@/sbin/haproxy",
                        "work@/sbin/haproxy"))
                .isEqualTo("work");
    }

    @Test
    void startsBelowTheHandlerThatEndedTheProcess() {
        assertThat(path(
                        "raise@/lib/libc.so.6",
                        "wdt_handler@/sbin/haproxy",
                        "SIGNAL",
                        "regexec@/lib/libc.so.6",
                        "match@/sbin/haproxy"))
                .isEqualTo("regexec <- match");
    }

    @Test
    void staysInAHandlerThatItselfCrashed() {
        assertThat(path("dump@/sbin/haproxy", "SIGNAL", "match@/sbin/haproxy")).isEqualTo("dump");
    }

    @Test
    void skipsAnAddressThatIsInNoModule() {
        assertThat(path("?@?", "process_stream@/sbin/haproxy")).isEqualTo("process_stream");
    }

    @Test
    void saysModuleAndOffsetWhereTheProgramHasNoSymbols() {
        var frame = new Frame(0, null, null, null, "/usr/sbin/haproxy", "0x1f7547", false, false);
        assertThat(CrashPath.of(List.of(frame))).isEqualTo("haproxy+0x1f7547");
    }

    @Test
    void cutsALongWayThroughLibrariesInTheMiddle() {
        assertThat(path("a@/l/a.so.1", "b@/l/b.so.1", "c@/l/c.so.1", "d@/l/d.so.1", "e@/sbin/haproxy"))
                .isEqualTo("a <- b.so.1 <- ... <- e");
    }

    @Test
    void isEmptyWithoutFrames() {
        assertThat(path()).isEmpty();
    }

    private static String path(String... frames) {
        var list = new ArrayList<Frame>();
        for (var text : frames) {
            int at = text.lastIndexOf('@');
            list.add(
                    text.equals("SIGNAL")
                            ? new Frame(list.size(), null, null, null, null, null, false, true)
                            : Frame.of(list.size(), known(text.substring(0, at)), known(text.substring(at + 1))));
        }
        return CrashPath.of(list);
    }

    private static @Nullable String known(String text) {
        return text.equals("?") ? null : text;
    }
}
