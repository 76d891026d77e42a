package dev.corewatch.analyze.debugger;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Module;
import dev.corewatch.fuzz.TextNoise;
import dev.corewatch.fuzz.TextTarget;
import java.util.List;

/** What eu-stack prints of a core that names its functions as it likes. */
public final class EuStackOutputFuzz extends TextTarget {

    private static final CoreImage IMAGE = new CoreImage(
            new CoreFacts(4096, true, 0, false, null),
            62,
            new CoreProcess(610, 99, 99, "haproxy", null),
            null,
            List.of(new CoreThread(610, 0, 0)),
            List.of(
                    new Module("/a", null, "0x56525318d000", "0x565253500000", Module.Match.MISSING, null),
                    new Module("/b", null, "0xfffffffffffff000", "0x0", Module.Match.MISSING, null)),
            null);

    public EuStackOutputFuzz() {
        super(TextNoise.lines("""
                PID 610 - core
                TID 610:
                #0  0x00007f1dbf4e0a3b     __memcpy_avx_unaligned@@GLIBC_2.14 - /lib/x86_64-linux-gnu/libc.so.6
                    [5e28a0]@0x7f1dbf380000+0x160a3b
                #4  0x00005652533890ac - 1 deflate_flush_or_finish - /usr/sbin/haproxy
                    [5e28a0ff]@0x56525318d000+0x1fc0ab
                    src/compression.c:612:8
                #5  0xfffffffffffff123
                #6  0x0000000000000000 a b  c - d  - e
                TID 611:
                #0  0x00007f1dbf4e0a3b __restore_rt - libc.so.6
                eu-stack: tid 610: shown max number of frames (200, use -n 0 for unlimited)
                dwfl_thread_getframes tid 611 at 0x1 in <unknown>: no matching address range
                """));
    }

    @Override
    protected void read(String text) {
        new EuStackOutput(IMAGE).threads(text, text);
    }
}
