package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.KernelPlace;
import java.util.ArrayList;
import java.util.List;

/** How far a kernel's log can be believed, and what to do after it was read. */
final class Caveats {

    private Caveats() {}

    static List<String> of(List<KernelPlace> places, long suppressed) {
        var notes = new ArrayList<String>();
        if (places.stream().anyMatch(place -> place.place() != null)) {
            notes.add(
                    "The module is that of the faulting instruction, which may be the victim only: libc for a memcpy that"
                            + " zlib called. Only a core names the callers, the request and the backend.");
        }
        if (!places.isEmpty()) {
            notes.add(
                    "The number in brackets is a thread's id in the host's pid namespace: neither the process's nor the"
                            + " container's. The name before it is set by the process itself: any process can call itself haproxy.");
        }
        notes.add("Counts are a floor: the kernel prints at most 10 such lines in 5 s for the whole host"
                + (suppressed == 0 ? "" : " (here it left out " + suppressed + ")")
                + ", and none for abort(), HAProxy's watchdog, or a signal that was sent.");
        return notes;
    }

    static List<String> next(List<KernelPlace> places) {
        var advice = new ArrayList<String>();
        if (any(places, CrashKind.OUT_OF_MEMORY)) {
            advice.add("An OOM kill leaves no core: raise the container's memory limit, or lower what HAProxy takes"
                    + " (maxconn, tune.bufsize, tune.ssl.cachesize, -m).");
        }
        if (any(places, CrashKind.ASSERTION)) {
            advice.add(
                    "HAProxy's own log has the condition that failed and a call trace: corewatch analyze --log FILE.");
        }
        if (places.stream().anyMatch(place -> place.kind() != CrashKind.OUT_OF_MEMORY)) {
            advice.add(
                    "Get the core: point kernel.core_pattern at a directory of cores, run corewatch sidecar on it, and the"
                            + " next crash has its report (docs/operating.md). If a core was written: corewatch analyze CORE --exe"
                            + " HAPROXY.");
        }
        return advice;
    }

    private static boolean any(List<KernelPlace> places, CrashKind kind) {
        return places.stream().anyMatch(place -> place.kind() == kind);
    }
}
