package dev.corewatch.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many processes at once (poll(2)). */
public final class PidFds {

    private static final short POLLIN = 1;
    private static final int POLL_SIZE = 8;
    private static final int EVENTS = 4;
    private static final int REVENTS = 6;
    private static final int EINTR = 4;
    private static final Libc.Function POLL = Libc.function("poll");

    private PidFds() {}

    /** Those that have died, as soon as one has; none when none had in time. */
    public static List<PidFd> ended(List<PidFd> processes, Duration most) throws IOException {
        try (var poll = Libc.memory(Math.max(1, processes.size()) * POLL_SIZE)) {
            for (int i = 0; i < processes.size(); i++) {
                poll.bytes().putInt(i * POLL_SIZE, processes.get(i).number());
                poll.bytes().putShort(i * POLL_SIZE + EVENTS, POLLIN);
            }
            var ready = POLL.call(poll.address(), processes.size(), most.toMillis());
            if (ready.asInt() < 0 && ready.errno() != EINTR) {
                throw new IOException("poll(2) failed with errno " + ready.errno());
            }
            var ended = new ArrayList<PidFd>();
            for (int i = 0; ready.asInt() > 0 && i < processes.size(); i++) {
                if (poll.bytes().getShort(i * POLL_SIZE + REVENTS) != 0) {
                    ended.add(processes.get(i));
                }
            }
            return ended;
        }
    }
}
