package dev.corewatch.analyze.text;

import dev.corewatch.analyze.PastedText;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.fuzz.TextNoise;
import dev.corewatch.fuzz.TextTarget;
import java.util.List;

/** Pasted backtraces, and their signature. */
public final class BacktraceTextFuzz extends TextTarget {

    public static final List<String> LINES = TextNoise.lines("""
            Program terminated with signal SIGSEGV, Segmentation fault.
            [Current thread is 1 (Thread 0x7f1dbe9fd6c0 (LWP 12))]
            Thread 2 (Thread 0x7f1dbe1fc6c0 (LWP 13)):
            #0  0x00007f1dbf4e0a3b in memcpy () from /lib/x86_64-linux-gnu/libc.so.6
            #1  0x000056525338912c in deflate_flush_or_finish (strm=0x7f, out=0x55, s="GET /a(b") at src/compression.c:612
                    in = 0x0
            #2  <signal handler called>
            #3  0x0000565253389aaa in (anonymous namespace)::handle<int> (this=0x0,
                x=<optimized out>) at /build/haproxy-2.6/src/stream.c:2101:8
            #4  ?? ()
            #5 0x55d5 - haproxy
            TID 610:
            #0  0x00005652533890ac deflate_flush_or_finish - /usr/sbin/haproxy
                src/compression.c:612:8
            #0  0x00005652533890ac n/a (haproxy + 0x1fc0ac)
                #0 0x4f2a3c in strlen (/usr/sbin/haproxy+0x4f2a3c)
            | 0x55d5c1a2b3c4 [c6 04 25 01 00 00 00 00]: ha_panic+0x12/0x34
            call trace(12):
            libc:clone+0x43/0x5e
            *>Thread 1 : id=0x7f act=1 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
            FATAL: bug condition "conn->flags & CO_FL_WAIT_XPRT" matched at src/connection.c:155
            Nov 23 15:12:44 host haproxy[12]: HAProxy version 2.6.12-1+deb12u1 2023/12/16
            > > ```
            malloc(): corrupted top size
            connect_server at src/backend.c:2101
            mux_h2
            exited with code 139
            """);

    private static final PastedText PASTED = PastedText.standard(new Redactor(List.of()));

    public BacktraceTextFuzz() {
        super(LINES);
    }

    @Override
    protected void read(String text) {
        var crash = BacktraceText.parse(text);
        require(crash.frames().size() <= 512, "number of frames");
        PASTED.sign(text);
    }
}
