package dev.corewatch.kernel;

import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.json.export.LogLine;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads the kernel's log line by line, whatever carried it, and keeps what it says of deaths: the last {@value #KEPT}. The kernel
 * prints ten such lines in five seconds and counts the rest ("190 callbacks suppressed"); for abort(), the watchdog and kill(2)
 * it prints none. Each line costs linear time in its first {@value #LINE_LIMIT} characters.
 */
public final class KernelLog {

    static final int KEPT = 4096;
    static final int LINE_LIMIT = 4096;

    private final Deque<Testimony> heard = new ArrayDeque<>();
    private long suppressed;

    /** A line of an export, unless it names another writer than the kernel. */
    public void read(LogLine line) {
        if (isKernels(line)) {
            read(line.text());
        }
    }

    public void read(String line) {
        if (!DeathLine.WORDS.in(line)) {
            return;
        }
        var text = KernelText.of(bounded(line)).text();
        suppressed += DeathLine.suppressed(text);
        var testimony = DeathLine.parse(text);
        if (testimony != null) {
            keep(testimony);
        }
    }

    /** All that was read. */
    public Testimonies testimonies() {
        return Testimonies.of(Channel.KERNEL_LOG, heard, suppressed);
    }

    static boolean isKernels(LogLine line) {
        return line.writer() == null || line.writer().equals("kernel");
    }

    static String bounded(String line) {
        return line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) : line;
    }

    private void keep(Testimony testimony) {
        var last = heard.peekLast();
        if (last != null && DeathLine.isSameKill(last, testimony)) {
            heard.removeLast();
            heard.addLast(last.with(joined(last.lines(), testimony.lines())));
            return;
        }
        if (heard.size() >= KEPT) {
            heard.removeFirst();
        }
        heard.addLast(testimony);
    }

    private static List<String> joined(List<String> a, List<String> b) {
        return Stream.concat(a.stream(), b.stream()).toList();
    }
}
