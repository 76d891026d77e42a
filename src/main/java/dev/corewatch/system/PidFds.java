package dev.corewatch.system;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Many processes at once (poll(2)). */
public final class PidFds {

    private static final int EVENTS = 4;
    private static final int REVENTS = 6;

    private PidFds() {}

    /** Those that have died, as soon as one has; none when none had in time. */
    public static List<PidFd> ended(List<PidFd> processes, Duration most) throws IOException {
        try (var poll = Libc.memory(Math.max(1, processes.size()) * Descriptors.POLL_BYTES)) {
            for (int i = 0; i < processes.size(); i++) {
                poll.bytes().putInt(i * Descriptors.POLL_BYTES, processes.get(i).number());
                poll.bytes().putShort(i * Descriptors.POLL_BYTES + EVENTS, Descriptors.POLLIN);
            }
            int ready = Descriptors.poll(poll, processes.size(), most);
            var ended = new ArrayList<PidFd>();
            for (int i = 0; ready > 0 && i < processes.size(); i++) {
                if (poll.bytes().getShort(i * Descriptors.POLL_BYTES + REVENTS) != 0) {
                    ended.add(processes.get(i));
                }
            }
            return ended;
        }
    }
}
