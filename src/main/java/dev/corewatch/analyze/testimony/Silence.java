package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony.Channel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What it means that a channel says nothing of a death: only that of one that was asked means something. */
final class Silence {

    private static final int SIGABRT = 6;
    private static final int SIGKILL = 9;

    private Silence() {}

    /**
     * The channels that were asked and have nothing.
     *
     * @param signal that ended the process; null when unknown
     */
    static List<Gap> of(Testimonies testimonies, Told told, @Nullable Signal signal) {
        var gaps = new ArrayList<Gap>();
        if (testimonies.asked().contains(Channel.WORDS) && told.words() == null) {
            gaps.add(new Gap("words", "nothing in HAProxy's log is on this death"));
        }
        if (testimonies.asked().contains(Channel.KERNEL_LOG) && told.kernel() == null) {
            gaps.add(new Gap("kernel_log", ofTheKernel(testimonies, signal)));
        }
        return gaps;
    }

    /** Who sent a SIGKILL nobody notes, unless it was the kernel itself. */
    static List<String> ofTheKiller(Testimonies testimonies, Told told) {
        var signal = told.signal();
        if (signal == null || signal.number() != SIGKILL || told.kind() == CrashKind.OUT_OF_MEMORY) {
            return List.of();
        }
        return testimonies.asked().contains(Channel.KERNEL_LOG)
                ? List.of("killed by SIGKILL from outside: grace period, liveness probe or a person;"
                        + " the given kernel log tells of no OOM kill of it")
                : List.of("killed by SIGKILL from outside: grace period, liveness probe or OOM:"
                        + " the kernel log would tell (--kernel-log)");
    }

    private static String ofTheKernel(Testimonies testimonies, @Nullable Signal signal) {
        if (signal != null && signal.number() == SIGABRT) {
            return "the kernel logs nothing when a process aborts itself";
        }
        var silent = "nothing in the kernel's log is on this death";
        return testimonies.suppressed() == 0
                ? silent
                : silent + "; its rate limit left out " + testimonies.suppressed() + " lines";
    }
}
