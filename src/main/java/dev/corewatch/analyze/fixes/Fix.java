package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One upstream fix of a crash, as known-fixes.yaml has it.
 *
 * @param id short commit
 * @param title what was wrong
 * @param date when upstream wrote it: no release made before has it
 * @param severity upstream's word: critical, major, medium, minor
 * @param area the part of HAProxy
 * @param needs configuration or traffic it takes
 * @param bugClass null-deref, bug-on, infinite-loop, ...
 * @param signal SIGSEGV, SIGABRT, SIGILL-or-SIGSEGV; absent when not known
 * @param functions plain names on the stack where it dies, innermost first: upstream's whole backtrace where there is one
 * @param also plain names it may die in instead of the first
 * @param introducedIn first mainline version with the fault, where known
 * @param fixedIn first mainline version without it
 * @param backportTo series it was meant for; "all" for the maintained ones, unnamed
 * @param stable first fixed releases of stable series, where known
 * @param wholeStack whether the functions are all of a real backtrace; else they are said or judged to be where it dies
 */
public record Fix(
        String id,
        String title,
        LocalDate date,
        @Nullable String severity,
        String area,
        @Nullable String needs,
        String bugClass,
        @Nullable String signal,
        List<String> functions,
        List<String> also,
        @Nullable HaproxyVersion introducedIn,
        String fixedIn,
        List<String> backportTo,
        List<HaproxyVersion> stable,
        boolean wholeStack) {

    public Fix {
        functions = List.copyOf(functions);
        also = List.copyOf(also);
        backportTo = List.copyOf(backportTo);
        stable = List.copyOf(stable);
    }

    /** Whether so little is known of its death that it is only ever a hint. */
    boolean isHint() {
        return bugClass.equals("other") && signal == null;
    }

    /** Whether its crash is a thread that makes no progress. */
    boolean isStuck() {
        return bugClass.equals("infinite-loop") || "SIGABRT".equals(signal);
    }
}
