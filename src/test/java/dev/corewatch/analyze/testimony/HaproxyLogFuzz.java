package dev.corewatch.analyze.testimony;

import dev.corewatch.analyze.text.BacktraceTextFuzz;
import dev.corewatch.fuzz.TextNoise;
import dev.corewatch.fuzz.TextTarget;
import java.util.stream.Stream;

/** What HAProxy writes before its end, and the master after it. */
public final class HaproxyLogFuzz extends TextTarget {

    public HaproxyLogFuzz() {
        super(Stream.concat(BacktraceTextFuzz.LINES.stream(), TextNoise.lines("""
                                [ALERT]    (5229) : Current worker (5230) exited with code 139 (Segmentation fault)
                                [WARNING]  (5229) : Former worker #2 (5231) exited with code 134 (Aborted)
                                [ALERT]    (5229) : exit-on-failure: killing every processes with SIGTERM
                                *** stack smashing detected ***: terminated
                                PANIC! Thread 3 is about to kill the process.
                                ->Thread 1 : act=1 glob=0 wdt_handler+0x123/0x456
                                192.0.2.1:4711 [23/Nov/2026:15:12:44.123] fe thing_two/s1 0/0/1/2/3 200 512 - - ---- 1/1/0/0/0 0/0 "GET /x HTTP/1.1"
                                """).stream())
                .toList());
    }

    @Override
    protected void read(String text) {
        var log = new HaproxyLog();
        text.lines().forEach(log::read);
        require(log.testimonies().heard().size() <= HaproxyLog.KEPT, "number of deaths");
        Reconciler.withoutCore(log.testimonies(), "none was given");
    }
}
