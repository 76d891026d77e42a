package dev.corewatch.app;

import dev.corewatch.app.FreshCores.Fresh;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.Proof;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Crashes a small process in another's place, with its rights and its limits, and looks where its core went. */
final class Proving {

    private static final String COMMAND = "corewatch-probe";

    /** The helper takes no more. */
    private static final long MOST_BYTES = 256 << 20;

    private final Helper helper;

    Proving(Helper helper) {
        this.helper = helper;
    }

    /**
     * In that process's place.
     *
     * @param foretold by the checks
     */
    Proof of(Patient patient, Fate foretold) throws IOException {
        var place = patient.place();
        var fresh = new FreshCores(place == null ? null : place.seen());
        long bytes = Math.min(MOST_BYTES, patient.dump().bytes());
        var crash = helper.crashAs(patient.who().pid(), dumpable(patient), bytes);
        var complaints = KernelWords.lines(line -> line.contains(crash.pid() + "(" + COMMAND));
        var seen = new ArrayList<String>();
        seen.add(words(crash));
        complaints.forEach(line -> seen.add("the kernel's log: " + line));
        if (place == null) {
            var fate = handedOver(patient, crash, complaints.isEmpty(), seen);
            boolean agrees = fate == foretold || fate == Fate.UNKNOWN;
            return new Proof(crash.pid(), crash.dumped(), fate, null, seen, agrees);
        }
        var core = fresh.of(crash.inner(), COMMAND);
        var fate = written(place, core, bytes, seen);
        return new Proof(crash.pid(), crash.dumped(), fate, named(place, core), seen, fate == foretold);
    }

    /** How it is made what the process is; where root dumps what isn't dumpable, its change of user has done so. */
    private static String dumpable(Patient patient) {
        return switch (patient.dump().dumpable()) {
            case YES -> "1";
            case NO -> patient.isDumpedAsRoot() ? "-" : "0";
            case UNSEEN -> "-";
        };
    }

    private static String words(Helper.Crash crash) {
        return "process %d (%d inside) died of signal %d, and the kernel says: %s"
                .formatted(
                        crash.pid(), crash.inner(), crash.signal(), crash.dumped() ? "core dumped" : "no core dumped");
    }

    /** A program or a server has it: what it does with it, only that one knows. The kernel says "core dumped" even of what nobody reads. */
    private static Fate handedOver(Patient patient, Helper.Crash crash, boolean silent, List<String> seen) {
        var pattern = patient.node().pattern();
        if (pattern == null || pattern.isFile() || !silent || patient.isDropped()) {
            return Fate.LOST;
        }
        if (pattern.isCorewatchs()) {
            seen.add("corewatch's agent was given it, and doesn't keep what isn't HAProxy's");
            return Fate.UNKNOWN;
        }
        seen.add(pattern.server()
                + (crash.dumped() ? " was given it, and alone knows what became of it" : " had nothing of it"));
        return crash.dumped() ? Fate.UNKNOWN : Fate.LOST;
    }

    /**
     * What was found in its directory, which goes again.
     *
     * @param memory what it had of it: a core that is complete and smaller leaves memory out on purpose
     */
    private static Fate written(Place place, Optional<Fresh> core, long memory, List<String> seen) throws IOException {
        if (core.isEmpty()) {
            seen.add("there is no new core in " + place.directory());
            return Fate.LOST;
        }
        var fresh = core.get();
        boolean all = fresh.bytes() >= memory;
        var how = all ? "complete" : "without its memory";
        seen.add("%s was %s; it is removed again".formatted(named(place, core), fresh.isComplete() ? how : "cut"));
        Files.delete(fresh.path());
        return fresh.isComplete() && all ? Fate.KEPT : Fate.CUT;
    }

    private static @Nullable String named(Place place, Optional<Fresh> core) {
        return core.map(found -> Path.of(
                                place.directory(), found.path().getFileName().toString())
                        .toString())
                .orElse(null);
    }
}
