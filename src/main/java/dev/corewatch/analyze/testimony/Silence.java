package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony.Channel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What it means that a channel says nothing of a death: only that of one that was asked means something. */
final class Silence {

    private static final int SIGABRT = 6;
    /** Of faults, and of the kill for want of memory. */
    private static final Set<Integer> LOGGED = Set.of(4, 5, 7, 8, 9, 11);

    private static final String STATUS_UNKNOWN =
            "its exit status is unknown: nobody watched it end, or its parent was faster (from Linux 6.15 on that doesn't matter)";
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
        if (testimonies.asked().contains(Channel.KERNEL_LOG) && told.kernel() == null && isLogged(signal)) {
            gaps.add(new Gap("kernel_log", ofTheKernel(testimonies)));
        }
        if (testimonies.asked().contains(Channel.STATUS) && told.status() == null) {
            gaps.add(new Gap("status", STATUS_UNKNOWN));
        }
        return gaps;
    }

    /** What follows from what was not said of a death without a core. */
    static List<String> conclusions(Testimonies testimonies, Told told, @Nullable Signal signal) {
        return Stream.concat(ofTheKiller(testimonies, told).stream(), ofAnAbort(testimonies, told, signal).stream())
                .toList();
    }

    /** No gap: nothing is missing. */
    static List<String> ofAnAbort(Testimonies testimonies, Told told, @Nullable Signal signal) {
        boolean silent = testimonies.asked().contains(Channel.KERNEL_LOG) && told.kernel() == null;
        return silent && signal != null && signal.number() == SIGABRT
                ? List.of("the kernel logs nothing when a process aborts itself")
                : List.of();
    }

    /** Who sent a SIGKILL nobody notes, unless it was the kernel itself. */
    private static List<String> ofTheKiller(Testimonies testimonies, Told told) {
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

    /** For abort(3), which is a signal that a process sends itself, and for other signals that were sent, the kernel prints nothing. */
    private static boolean isLogged(@Nullable Signal signal) {
        boolean sent =
                signal != null && signal.code() != null && signal.code() <= 0; // SI_USER and its kin, sigaction(2)
        return signal == null || (LOGGED.contains(signal.number()) && !sent);
    }

    private static String ofTheKernel(Testimonies testimonies) {
        var silent = "nothing in the kernel's log is on this death";
        return testimonies.suppressed() == 0
                ? silent
                : silent + "; its rate limit left out " + testimonies.suppressed() + " lines";
    }
}
