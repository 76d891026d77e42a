package dev.corewatch.pipeline;

import dev.corewatch.analyze.testimony.Reconciled;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Stack;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.Tally;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stand-ins for the features that the pipeline leads a crash through. */
final class Fakes {

    static final Signature SIGNATURE = new Signature(1, "00c0ffee", "memcpy <- deflate", List.of("memcpy", "deflate"));

    private Fakes() {}

    static Analysis analysis() {
        var frames = List.of(Frame.of(0, "memcpy", "libc.so.6"), Frame.of(1, "deflate", "libz.so.1"));
        return new Analysis(
                "gdb",
                List.of(),
                CrashKind.MEMORY,
                false,
                new Signal("SIGSEGV", 11, 1, "0x0"),
                new Stack(Stack.Trust.VERIFIED, List.of(), 7, frames),
                List.of(),
                List.of(),
                null,
                null);
    }

    static Report report(Occurrence occurrence, Reconciled death) {
        var analysis = death.analysis();
        return new Report(
                Report.SCHEMA,
                analysis.kind(),
                analysis.deliberate(),
                analysis.signal(),
                occurrence.core(),
                analysis.stack(),
                null,
                null,
                analysis.stack().frames().isEmpty() ? null : SIGNATURE,
                List.of(),
                List.of(),
                analysis.debugger(),
                analysis.notes(),
                List.of(),
                List.of());
    }

    static Map<String, String> render(Occurrence occurrence) {
        return Map.of("txt", occurrence.id() + " died\n");
    }

    /** Remembers what it hears. */
    static final class Ear implements Observer {

        final ConcurrentLinkedQueue<String> steps = new ConcurrentLinkedQueue<>();
        final ConcurrentLinkedQueue<CoreGone> drops = new ConcurrentLinkedQueue<>();
        final ConcurrentHashMap<String, Tally> tallies = new ConcurrentHashMap<>();
        final ConcurrentHashMap<String, Group> groups = new ConcurrentHashMap<>();

        @Override
        public void step(String step, Outcome outcome, Duration took) {
            steps.add(step + " " + outcome);
        }

        @Override
        public void dropped(CoreGone why) {
            drops.add(why);
        }

        @Override
        public void crashes(Tally tally) {
            tallies.put(tally.workload().key(), tally);
        }

        @Override
        public void group(Group group) {
            groups.put(group.signature().id(), group);
        }
    }
}
