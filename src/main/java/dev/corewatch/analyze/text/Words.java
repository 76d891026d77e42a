package dev.corewatch.analyze.text;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words around a backtrace: signal, version, failed BUG_ON, watchdog, glibc's complaints. The first of each counts. */
final class Words {

    private static final Pattern SIGNAL = Pattern.compile(
            "(?:terminated with signal|received signal|[Ss]ignal:|killed by signal) (SIG[A-Z]{2,8}|\\d{1,2})\\b");
    private static final Pattern EXIT = Pattern.compile("exited with code (1[2-9]\\d)\\b");
    private static final Pattern VERSION =
            Pattern.compile("(?:HA-?Proxy version|haproxy version is) (\\d\\.\\d{1,2}[-.+~\\w]{0,60})");
    private static final Pattern PLACE = Pattern.compile("\" matched at ([\\w./-]{1,200}):(\\d{1,6})");
    private static final String CONDITION = "bug condition \"";

    /** In a panic's dump of all threads, "*" is the thread that gave the alarm and ">" one that makes no progress. */
    private static final Pattern STUCK = Pattern.compile("(?:^|\\s)\\*>\\s?Thread \\d{1,5}\\s*:|\\bwdt_handler\\b");

    private static final Map<Integer, String> SIGNALS = Map.of(
            4, "SIGILL", 5, "SIGTRAP", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9, "SIGKILL", 11, "SIGSEGV", 31,
            "SIGSYS");

    private static final List<String> HEAP = List.of(
            "corrupted size vs. prev_size",
            "corrupted double-linked list",
            "double free or corruption",
            "double free detected",
            "malloc(): ",
            "free(): invalid",
            "realloc(): invalid",
            "munmap_chunk(): invalid",
            "malloc_consolidate(): ");

    private CrashKind kind = CrashKind.UNKNOWN;
    private boolean stuck;
    private @Nullable String signal;
    private @Nullable String version;
    private @Nullable Assertion assertion;

    void read(String line) {
        signal = signal == null ? signalIn(line) : signal;
        version = version == null ? versionIn(line) : version;
        assertion = assertion == null ? assertionIn(line) : assertion;
        kind = kind == CrashKind.UNKNOWN ? kindIn(line) : kind;
        stuck |= isStuck(line);
    }

    CrashText with(List<Frame> frames) {
        return new CrashText(frames, kind(), signal, version, assertion);
    }

    /** The watchdog and everybody else who panics use the same words: a stuck thread makes the difference. */
    private CrashKind kind() {
        if (assertion != null) {
            return CrashKind.ASSERTION;
        }
        return kind == CrashKind.PANIC && stuck ? CrashKind.WATCHDOG : kind;
    }

    private static boolean isStuck(String line) {
        return (line.contains("*>") || line.contains("wdt_handler"))
                && STUCK.matcher(line).find();
    }

    private static @Nullable String signalIn(String line) {
        var named = line.contains("ignal") ? SIGNAL.matcher(line) : null;
        if (named != null && named.find()) {
            var word = named.group(1);
            return word.startsWith("SIG") ? word : SIGNALS.get(Integer.valueOf(word));
        }
        var exit = line.contains("exited with code ") ? EXIT.matcher(line) : null;
        return exit != null && exit.find() ? SIGNALS.get(Integer.parseInt(exit.group(1)) - 128) : null;
    }

    private static @Nullable String versionIn(String line) {
        var found = line.contains("version") ? VERSION.matcher(line) : null;
        return found != null && found.find() ? found.group(1) : null;
    }

    private static @Nullable Assertion assertionIn(String line) {
        int start = line.indexOf(CONDITION);
        if (start < 0) {
            return null;
        }
        var place = PLACE.matcher(line);
        if (!place.find(start)) {
            return null;
        }
        return new Assertion(
                line.substring(start + CONDITION.length(), place.start()),
                place.group(1),
                Integer.valueOf(place.group(2)));
    }

    private static CrashKind kindIn(String line) {
        if (line.contains("is about to kill the process")
                || line.contains("wdt_handler")
                || line.contains("PANIC! Thread")) {
            return CrashKind.PANIC;
        }
        return HEAP.stream().anyMatch(line::contains) ? CrashKind.HEAP_CORRUPTION : CrashKind.UNKNOWN;
    }
}
