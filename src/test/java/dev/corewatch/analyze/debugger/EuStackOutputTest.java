package dev.corewatch.analyze.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.crash.ThreadStack.Ended;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class EuStackOutputTest {

    private static final String OUT = """
            PID 1174 - core
            TID 1174:
            #0  0x00007fb8a8aa8eec __pthread_kill_implementation - libc.so.6
                [93ac61ec5a8eb1396f9fbd350e3169a558528a40]@0x7fb8a8a1e000+0x8aeec
                ./nptl/pthread_kill.c:44:76
            #1  0x00007fb8a8a5a050 __restore_rt - libc.so.6
                [93ac61ec5a8eb1396f9fbd350e3169a558528a40]@0x7fb8a8a1e000+0x3c050
            #2  0x00007fb8a9292222 - libz.so.1
                [3ac9ef1c9f8e34e0982081bf1cc720f0092b307f]@0x7fb8a9292000+0x221
            #3  0x000056177bfdf06b htx_compression_buffer_end - haproxy
                [5e28bff61626f1d03bdd724d97ffdba917775896]@0x56177be00000+0x1df06a
                src/flt_http_comp.c:615:10
            #4  0x000056177bfdf06b comp_http_payload - haproxy
                [5e28bff61626f1d03bdd724d97ffdba917775896]@0x56177be00000+0x1df06a
                src/flt_http_comp.c:211:20
            #5  0x00007fb8a8a45305 __libc_start_main@@GLIBC_2.34 - libc.so.6
                [93ac61ec5a8eb1396f9fbd350e3169a558528a40]@0x7fb8a8a1e000+0x27304
            TID 1175:
            #0  0x00007fb8a8b26f36 epoll_wait - libc.so.6
                [93ac61ec5a8eb1396f9fbd350e3169a558528a40]@0x7fb8a8a1e000+0x108f36
            """;

    @Test
    void readsFunctionsFilesLinesModulesAndOffsets() {
        var crashed = read(OUT, "").getFirst();

        assertThat(crashed.id()).isEqualTo(1174);
        assertThat(crashed.crashed()).isTrue();
        assertThat(crashed.ended()).isEqualTo(Ended.OUTERMOST);
        assertThat(crashed.frames())
                .containsExactly(
                        new Frame(
                                0,
                                "__pthread_kill_implementation",
                                "./nptl/pthread_kill.c",
                                44,
                                "/lib/libc.so.6",
                                "0x8aeec",
                                false,
                                false),
                        new Frame(1, null, null, null, "/lib/libc.so.6", "0x3c050", false, true),
                        new Frame(2, null, null, null, "/lib/libz.so.1.2.13", "0x222", false, false),
                        new Frame(
                                3,
                                "htx_compression_buffer_end",
                                "src/flt_http_comp.c",
                                615,
                                "/usr/sbin/haproxy",
                                "0x1df06b",
                                true,
                                false),
                        new Frame(
                                4,
                                "comp_http_payload",
                                "src/flt_http_comp.c",
                                211,
                                "/usr/sbin/haproxy",
                                "0x1df06b",
                                false,
                                false),
                        new Frame(5, "__libc_start_main", null, null, "/lib/libc.so.6", "0x27305", false, false));
    }

    @Test
    void tellsOtherThreadsFromTheCrashedOne() {
        assertThat(read(OUT, "").getLast().crashed()).isFalse();
    }

    @Test
    void tellsAStackThatIsLongerThanTheLimit() {
        var err = "eu-stack: tid 1174: shown max number of frames (200, use -n 0 for unlimited)\n";

        assertThat(read(OUT, err)).extracting(ThreadStack::ended).containsExactly(Ended.LIMIT, Ended.OUTERMOST);
    }

    @Test
    void tellsAWalkThatBrokeOff() {
        var err = "eu-stack: dwfl_thread_getframes tid 1175 at 0x7fb8 in <unknown>: address out of range\n";

        var broken = read(OUT, err).getLast();

        assertThat(broken.ended()).isEqualTo(Ended.BROKEN);
        assertThat(broken.note()).contains("address out of range");
    }

    @Test
    void survivesOutputThatMakesNoSense() {
        assertThat(read("#0  0xfff nobody\n    [x]@y\nTID 99999999999:\nTID 5:\n#x\n", "tid :"))
                .hasSize(1);
    }

    @Test
    @Timeout(60) // a hang of hours before
    void readsALineOfMegabytesInLinearTime() {
        var line = "#0  0x00007fb8a8aa8eec f" + " ".repeat(1 << 20) + "x\n";

        assertThat(read("TID 1174:\n" + line, "").getFirst().frames()).hasSize(1);
    }

    @Test
    void knowsTheModuleOfAnAddressInTheUpperHalf() {
        assertThat(read("TID 1174:\n#0  0xffffffffff600123 f - [vsyscall]\n", "")
                        .getFirst()
                        .frames())
                .extracting(Frame::module)
                .containsExactly("/vsyscall");
    }

    private static List<ThreadStack> read(String out, String err) {
        return new EuStackOutput(image()).threads(out, err);
    }

    private static CoreImage image() {
        return new CoreImage(
                new CoreFacts(1, true, 0, false, null),
                62,
                new CoreProcess(1174, 0, 0, "haproxy", null),
                null,
                List.of(new CoreThread(1174, 0, 0), new CoreThread(1175, 0, 0)),
                List.of(
                        module("/usr/sbin/haproxy", "0x56177be00000", "0x56177c000000"),
                        module("/lib/libc.so.6", "0x7fb8a8a1e000", "0x7fb8a8c00000"),
                        module("/lib/libz.so.1.2.13", "0x7fb8a9292000", "0x7fb8a9296000"),
                        module("/vsyscall", "0xffffffffff600000", "0xffffffffff601000")),
                null);
    }

    private static Module module(String path, String base, String end) {
        return new Module(path, null, base, end, Module.Match.MISSING, null);
    }
}
