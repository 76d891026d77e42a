package dev.corewatch.spool;

import dev.corewatch.crash.Workload;
import java.util.Map;
import java.util.TreeMap;

/**
 * How often a workload has crashed since the spool was made, by signal. Survives restarts: a counter set to these numbers never falls.
 *
 * @param bySignal number of crashes by the signal's name
 */
public record Tally(Workload workload, Map<String, Long> bySignal) {

    static final String FILE = "crashes.json";

    public Tally {
        bySignal = Map.copyOf(bySignal);
    }

    Tally with(String signal) {
        var counts = new TreeMap<>(bySignal);
        counts.merge(signal, 1L, Long::sum);
        return new Tally(workload, counts);
    }
}
