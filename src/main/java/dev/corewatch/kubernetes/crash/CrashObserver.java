package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.util.List;

/** Is told what is counted. */
public interface CrashObserver {

    /** A container that may crash. */
    void watched(Workload workload);

    /** All groups of a workload's container, as they are now; of all workloads of that name, whatever kind they are of. */
    void counted(Workload workload, List<HAProxyCrash> groups);

    /** A crash, or a revision of it. */
    void told(Occurrence occurrence);

    /** That crash is told of by another occurrence. */
    void withdrawn(String occurrence);
}
