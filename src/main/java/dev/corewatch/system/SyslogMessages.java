package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * The kernel's log by syslog(2): all of its buffer, once a second, of which what was not there the last time is new. Never clears it: others
 * read it too. Lines have no sequence; the time and the text together tell them apart. Without printk.time nothing does, and there are none.
 */
final class SyslogMessages implements KernelSource {

    /** SYSLOG_ACTION_READ_ALL and SYSLOG_ACTION_SIZE_BUFFER; 4 and 5 clear. */
    private static final int READ_ALL = 3;

    private static final int SIZE_BUFFER = 10;
    private static final int MOST = 16 << 20;
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Libc.Function KLOGCTL = Libc.function("klogctl");

    private final Libc.Memory memory;
    private final Deque<KernelRecord> waiting;
    private List<KernelRecord> before;
    private long lookAt;
    private long lost;

    /** Reads it once. */
    SyslogMessages() throws IOException {
        memory = Libc.memory(Math.clamp(call(SIZE_BUFFER, 0, 0), 1, MOST));
        try {
            before = buffer();
            waiting = new ArrayDeque<>(before);
            lookAt = System.nanoTime() + PAUSE.toNanos();
        } catch (IOException e) {
            memory.close();
            throw e;
        }
    }

    @Override
    public String words() {
        return "syslog(2)";
    }

    @Override
    public Optional<KernelRecord> next(Duration most) throws IOException {
        if (waiting.isEmpty()) {
            LockSupport.parkNanos(Math.min(most.toNanos(), lookAt - System.nanoTime()));
        }
        if (waiting.isEmpty() && System.nanoTime() >= lookAt) {
            look();
        }
        return Optional.ofNullable(waiting.poll());
    }

    private void look() throws IOException {
        lookAt = System.nanoTime() + PAUSE.toNanos();
        var now = buffer();
        lost += before.isEmpty() || now.contains(before.getLast()) ? 0 : 1; // nobody says how many
        waiting.addAll(news(before, now));
        before = now.isEmpty() ? before : now;
    }

    /** What is in the buffer now and was not before. */
    static List<KernelRecord> news(List<KernelRecord> before, List<KernelRecord> now) {
        if (before.isEmpty()) {
            return now;
        }
        var last = before.getLast();
        int known = now.lastIndexOf(last);
        return known >= 0
                ? now.subList(known + 1, now.size())
                : now.stream()
                        .filter(record -> record.uptime().compareTo(last.uptime()) > 0)
                        .toList();
    }

    private List<KernelRecord> buffer() throws IOException {
        int read = call(READ_ALL, memory.address(), memory.bytes().capacity());
        return UTF_8.decode(memory.bytes().slice(0, read))
                .toString()
                .lines()
                .map(KernelRecord::parseLine)
                .flatMap(Optional::stream)
                .toList();
    }

    private static int call(int action, long address, int bytes) throws IOException {
        var result = KLOGCTL.call(action, address, bytes);
        if (result.asInt() < 0) {
            throw new IOException("syslog(2) " + action + " failed with errno " + result.errno());
        }
        return result.asInt();
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        memory.close();
    }
}
