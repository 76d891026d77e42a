package dev.corewatch.capture.objects;

import dev.corewatch.system.Credentials;
import dev.corewatch.system.ProcessTable;

/**
 * Why the kernel doesn't show us a process's files, and what would help: without CAP_SYS_PTRACE one needs its uid and gid, the capabilities
 * that it may use, and it must be dumpable (ptrace(2), "Ptrace access mode checking").
 */
final class Refused {

    private Refused() {}

    /** In words, to be put behind "can't be read: ". */
    static String why(ProcessTable processes, int pid) {
        var its = processes.credentials(pid);
        var ours = processes.own();
        return its.isEmpty() || ours.isEmpty() ? "it has ended" : why(its.get(), ours.get());
    }

    static String why(Credentials its, Credentials ours) {
        if (!its.user().equals(ours.user())) {
            return "it runs as %s, corewatch as %s: run corewatch with its uid and gid, or with CAP_SYS_PTRACE"
                    .formatted(its.user(), ours.user());
        }
        if ((its.permitted() & ~ours.effective()) != 0) {
            return "it has capabilities that corewatch lacks (CapPrm %016x): take them from it, or give corewatch CAP_SYS_PTRACE"
                    .formatted(its.permitted());
        }
        return "it is not dumpable, as after a change of its uid: put set-dumpable into HAProxy's global section, start it as %s, or give corewatch CAP_SYS_PTRACE"
                .formatted(its.user());
    }
}
