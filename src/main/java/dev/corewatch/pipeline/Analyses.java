package dev.corewatch.pipeline;

import dev.corewatch.analyze.testimony.Reconciled;
import dev.corewatch.analyze.testimony.Reconciler;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.Known;
import dev.corewatch.spool.Spool;
import dev.corewatch.system.FullDisk;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gets an analysis for every occurrence, and from it and from what other channels say a report. The debugger is asked once; what it said is
 * held before anything is made of it. Without a core, after a failure, or when the analysis has taken corewatch down {@value #ATTEMPTS}
 * times, the analysis says that instead: the crash goes on all the same. A full disk passes: then the debugger is asked again.
 */
final class Analyses {

    static final int ATTEMPTS = 3;

    private static final Logger LOG = System.getLogger(Analyses.class.getName());

    private final Spool spool;
    private final Ports ports;
    private final Patience patience;
    /** Counted by this process: what it survives is not counted again. */
    private final Set<String> begun = ConcurrentHashMap.newKeySet();

    Analyses(Spool spool, Ports ports, Patience patience) {
        this.spool = spool;
        this.ports = ports;
        this.patience = patience;
    }

    /** Ends with the report recorded, unless more came to light meanwhile: then it is next again. */
    void conclude(String id) throws IOException, InterruptedException {
        var core = analysis(spool.occurrence(id));
        var known = patience.known(id);
        if (core == null && (known.core().isHere() || isAwaited(known))) {
            return;
        }
        spool.analyzed(known, reported(known, reconciled(known, core)));
    }

    private boolean isAwaited(Known known) {
        return known.hasNoWord() && ports.absence().isComing(known.occurrence().identity());
    }

    private Occurrence reported(Known known, Reconciled death) {
        var occurrence = known.occurrence();
        try {
            return occurrence.reported(ports.reporter().report(occurrence, death), death.gaps());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "no report could be made of what the debugger said of " + occurrence.id(), e);
            var nothing = nothing(occurrence, "no report could be made of what the debugger said: " + e);
            return occurrence.reported(
                    ports.reporter().report(occurrence, new Reconciled(nothing, null, null, death.gaps())),
                    death.gaps());
        }
    }

    private Reconciled reconciled(Known known, @Nullable Analysis core) {
        var testimonies = heard(known.occurrence().identity(), known.testimonies());
        if (known.core().gone() == CoreGone.NEVER_SEEN) {
            return Reconciler.withoutCore(testimonies, absence(known));
        }
        var analysis = core == null ? nothing(known.occurrence(), absence(known)) : core;
        return Reconciler.withCore(analysis, ids(known.occurrence(), analysis), testimonies);
    }

    private Testimonies heard(Identity death, List<Testimony> testimonies) {
        var asked = Stream.concat(
                        ports.hearing().asked(death).stream(),
                        testimonies.stream().map(Testimony::channel))
                .collect(Collectors.toSet());
        return new Testimonies(asked, testimonies, 0);
    }

    private static Set<Integer> ids(Occurrence occurrence, Analysis analysis) {
        var identity = occurrence.identity();
        return Stream.of(
                        Stream.ofNullable(identity.pid()),
                        Stream.ofNullable(identity.hostPid()),
                        analysis.threads().stream().map(ThreadStack::id))
                .flatMap(ids -> ids)
                .collect(Collectors.toSet());
    }

    /** What the debugger said, or why it says nothing; null when there is no core to ask about. */
    private @Nullable Analysis analysis(Occurrence occurrence) throws IOException, InterruptedException {
        var held = spool.analysis(occurrence.id());
        var core = spool.core(occurrence.id());
        if (held != null || core == null) {
            return held;
        }
        var analysis = make(occurrence, core);
        if (Thread.interrupted()) {
            throw new InterruptedException(
                    "stopped while " + occurrence.id() + " was analysed: the next start does it again");
        }
        spool.keep(occurrence.id(), analysis);
        begun.remove(occurrence.id());
        return analysis;
    }

    private Analysis make(Occurrence occurrence, Path core) throws IOException, InterruptedException {
        if (!begun.contains(occurrence.id()) && spool.attempt(occurrence.id()) > ATTEMPTS) {
            return nothing(
                    occurrence,
                    "its analysis ended corewatch itself %d times and is not tried again".formatted(ATTEMPTS));
        }
        begun.add(occurrence.id());
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

    private String absence(Known known) {
        var identity = known.occurrence().identity();
        if (identity.namesNoProcess()) {
            return "there is no core: nobody saw this process; that it was HAProxy rests on the names in the kernel's line alone, which any"
                    + " process can set";
        }
        var why = known.hasNoWord() ? ports.absence().why(identity) : null;
        var gone = known.core().gone();
        return "there is no core: " + (why != null ? why : gone == null ? "nobody knows why" : gone.words());
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
