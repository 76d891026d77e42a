package dev.corewatch.pipeline;

import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.analyze.testimony.Reconciled;
import dev.corewatch.analyze.testimony.Reconciler;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.kernel.KernelLog;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What files of words say of a death beside its core, or instead of it. */
public final class CaseFile {

    private final Testimonies testimonies;

    private CaseFile(Testimonies testimonies) {
        this.testimonies = testimonies;
    }

    /**
     * Reads what is given.
     *
     * @param log HAProxy's own log and standard error; lines, or an export of them in JSON or CSV
     * @param kernelLog lines of the kernel's log, from dmesg, journalctl, syslog or /dev/kmsg; or such an export
     */
    public static CaseFile of(@Nullable Path log, @Nullable Path kernelLog) throws IOException {
        var words = new HaproxyLog();
        var kernel = new KernelLog();
        var testimonies = Testimonies.NONE;
        if (log != null) {
            LogTail.read(log, line -> words.read(line.text()));
            testimonies = testimonies.and(words.testimonies());
        }
        if (kernelLog != null) {
            LogTail.read(kernelLog, kernel::read);
            testimonies = testimonies.and(kernel.testimonies());
        }
        return new CaseFile(testimonies);
    }

    public Testimonies testimonies() {
        return testimonies;
    }

    /** Whether no file tells of any death. */
    public boolean isSilent() {
        return testimonies.heard().isEmpty();
    }

    /** The death without a core. */
    public Reconciled withoutCore() {
        return Reconciler.withoutCore(testimonies, "no core was given");
    }

    /**
     * The death with its core.
     *
     * @param ids the process's pid and its threads', as the core has them
     */
    public Reconciled withCore(Analysis core, Set<Integer> ids) {
        return Reconciler.withCore(core, ids, testimonies);
    }
}
