package dev.corewatch.crash;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the doctor found of one process.
 *
 * @param pid in the pid namespace that the doctor sees
 * @param namespacePid in its own
 * @param command comm: forgeable
 * @param container its id, by its cgroups
 * @param core where its core would go, as far as that is known before
 * @param summary one sentence
 * @param proof a crash that was really made in its place
 */
public record ProcessCheckup(
        int pid,
        int namespacePid,
        String command,
        @Nullable String container,
        Fate fate,
        @Nullable String core,
        String summary,
        List<CheckResult> checks,
        @Nullable Proof proof) {

    public ProcessCheckup {
        checks = List.copyOf(checks);
    }

    public ProcessCheckup in(@Nullable String itsContainer) {
        return new ProcessCheckup(pid, namespacePid, command, itsContainer, fate, core, summary, checks, proof);
    }

    public ProcessCheckup proven(Proof itsProof) {
        return new ProcessCheckup(pid, namespacePid, command, container, fate, core, summary, checks, itsProof);
    }
}
