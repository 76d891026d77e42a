package dev.corewatch.pipeline;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Stack;
import dev.corewatch.spool.Spool;
import dev.corewatch.system.FullDisk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gets an analysis for every occurrence, and from it a report. The debugger is asked once; what it said is held before anything is made of
 * it. Without a core, after a failure, or when the analysis has taken corewatch down {@value #ATTEMPTS} times, the analysis says that
 * instead: the crash goes on all the same. A full disk passes: then the debugger is asked again.
 */
final class Analyses {

    static final int ATTEMPTS = 3;

    private static final Logger LOG = System.getLogger(Analyses.class.getName());

    private final Spool spool;
    private final Ports ports;
    /** Counted by this process: what it survives is not counted again. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    Analyses(Spool spool, Ports ports) {
        this.spool = spool;
        this.ports = ports;
    }

    Occurrence reported(Occurrence occurrence) throws IOException, InterruptedException {
        var analysis = of(occurrence);
        try {
            return occurrence.reported(ports.reporter().report(occurrence, analysis));
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "no report could be made of what the debugger said of " + occurrence.id(), e);
            var nothing = nothing(occurrence, "no report could be made of what the debugger said: " + e);
            return occurrence.reported(ports.reporter().report(occurrence, nothing));
        }
    }

    private Analysis of(Occurrence occurrence) throws IOException, InterruptedException {
        var held = spool.analysis(occurrence.id());
        if (held != null) {
            return held;
        }
        var analysis = make(occurrence);
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    "stopped while " + occurrence.id() + " was analysed: the next start does it again");
        }
        spool.keep(occurrence.id(), analysis);
        begun.remove(occurrence.id());
        return analysis;
    }

    private Analysis make(Occurrence occurrence) throws IOException, InterruptedException {
        var core = spool.core(occurrence.id());
        if (core == null) {
            return nothing(occurrence, "there is no core: " + absence(occurrence));
        }
        if (!begun.contains(occurrence.id()) && spool.attempt(occurrence.id()) > ATTEMPTS) {
            return nothing(
                    occurrence,
                    "its analysis ended corewatch itself %d times and is not tried again".formatted(ATTEMPTS));
        }
        begun.add(occurrence.id());
        return ask(occurrence, core);
    }

    private Analysis ask(Occurrence occurrence, Path core) throws IOException, InterruptedException {
        try {
            return ports.analyzer().analyze(occurrence, core);
        } catch (IOException | RuntimeException e) {
            if (e instanceof IOException fault && FullDisk.is(fault)) {
                throw fault;
            }
            LOG.log(Level.ERROR, "the analysis of " + core + " failed", e);
            return nothing(occurrence, "the analysis failed: " + e.getMessage());
        }
    }

    private String absence(Occurrence occurrence) {
        var gone = spool.state(occurrence.id()).core().gone();
        return gone == null ? "nobody knows why" : gone.words();
    }

    private Analysis nothing(Occurrence occurrence, String why) {
        return new Analysis(
                "none",
                List.of(why),
                CrashKind.UNKNOWN,
                false,
                spool.state(occurrence.id()).signal(),
                Stack.NONE,
                List.of(),
                List.of(),
                null,
                null);
    }
}
