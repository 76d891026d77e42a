package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signal;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.util.Optional;
import java.util.Set;

/** What a container's end says of the process that it was. */
final class Ending {

    private static final int BY_SIGNAL = 128;
    private static final int SIGKILL = 9;

    /** SIGBUS and SIGSEGV. */
    private static final Set<Integer> BAD_ACCESS = Set.of(7, 11);

    /** Those of core(5) that no person sends to end a program. */
    private static final Set<Integer> FATAL = Set.of(4, 5, 6, 7, 8, 11, 31);

    private Ending() {}

    /**
     * How it died.
     *
     * @param outOfMemory told by the kubelet's reason; the code may be that of a process that outlived its child
     */
    record Death(Signal signal, boolean outOfMemory) {

        CrashKind kind() {
            if (outOfMemory) {
                return CrashKind.OUT_OF_MEMORY;
            }
            return BAD_ACCESS.contains(signal.number()) ? CrashKind.MEMORY : CrashKind.UNKNOWN;
        }
    }

    /** Absent when it was no crash: it ended by itself, or somebody had it end (a swap, a deletion, a failed probe). */
    static Optional<Death> of(End end) {
        if ("OOMKilled".equals(end.reason())) {
            return Optional.of(new Death(Signal.numbered(SIGKILL), true));
        }
        int signal = end.exitCode() - BY_SIGNAL;
        return FATAL.contains(signal) ? Optional.of(new Death(Signal.numbered(signal), false)) : Optional.empty();
    }
}
