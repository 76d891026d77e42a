package dev.corewatch.kernel;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel's log line by line, whatever carried it, and keeps what it says of deaths: the last {@value #KEPT}. The kernel
 * prints ten such lines in five seconds and counts the rest ("190 callbacks suppressed"); for abort(), the watchdog and kill(2)
 * it prints none. Each line costs linear time in its first {@value #LINE_LIMIT} characters.
 */
public final class KernelLog {

    static final int KEPT = 4096;
    private static final int LINE_LIMIT = 4096;

    private static final Pattern SUPPRESSED = Pattern.compile(
            "(?:\\w{0,16}show_signal(?:_msg)?|do_trap\\w{0,16}|do_error_trap|do_general_protection|exc_\\w{1,32}|printk): "
                    + "(\\d{1,9}) callbacks suppressed");

    private final Deque<Testimony> heard = new ArrayDeque<>();
    private long suppressed;

    public void read(String line) {
        var bounded = line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) : line;
        if (bounded.contains("callbacks suppressed")) {
            count(KernelText.of(bounded));
            return;
        }
        var testimony = parse(bounded);
        if (testimony != null) {
            keep(testimony);
        }
    }

    /** All that was read. */
    public Testimonies testimonies() {
        return Testimonies.of(Channel.KERNEL_LOG, heard, suppressed);
    }

    private static @Nullable Testimony parse(String line) {
        if (line.contains("segfault at ") || line.contains(" ip:")) {
            return FaultLine.parse(KernelText.of(line));
        }
        if (line.contains("]: unhandled ")) {
            return ArmFaultLine.parse(KernelText.of(line));
        }
        boolean killed =
                line.contains("oom-kill:") || line.contains("Killed process ") || line.contains("Kill process ");
        return killed ? OomLine.parse(KernelText.of(line)) : null;
    }

    private void count(String text) {
        var found = SUPPRESSED.matcher(text);
        suppressed += found.lookingAt() ? Long.parseLong(found.group(1)) : 0;
    }

    /** The kernel says an OOM kill two or three times. */
    private void keep(Testimony testimony) {
        var last = heard.peekLast();
        if (last != null && isSameKill(last, testimony)) {
            heard.removeLast();
            heard.addLast(last.with(joined(last.lines(), testimony.lines())));
            return;
        }
        if (heard.size() >= KEPT) {
            heard.removeFirst();
        }
        heard.addLast(testimony);
    }

    private static boolean isSameKill(Testimony a, Testimony b) {
        return a.kind() == CrashKind.OUT_OF_MEMORY
                && b.kind() == CrashKind.OUT_OF_MEMORY
                && Objects.equals(a.pid(), b.pid());
    }

    private static List<String> joined(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
