package dev.corewatch.kernel.settings;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What to do when somebody else has changed a setting that is ours: put it back, but never fight for it without an end; or leave it. For one
 * thread, but for {@link #count}.
 */
public final class Drift {

    private static final int MOST = 10;
    private static final Duration WHILE = Duration.ofMinutes(1);

    private final Policy policy;
    private Map<String, String> seen = Map.of();
    private Instant end = Instant.MIN;
    private int held;
    private final AtomicLong count = new AtomicLong();

    /** Which of the two wins. */
    public enum Policy {
        /** Ours does. */
        HOLD,
        /** Somebody else's does. */
        YIELD
    }

    /** To what was seen. */
    public enum Response {
        /** Nothing has changed since the last look. */
        NONE,
        PUT_BACK,
        LEAVE,
        /** It was put back so often that somebody must be fighting for it; it is left for the rest of a minute. */
        LEAVE_FOR_NOW
    }

    public Drift(Policy policy) {
        this.policy = policy;
    }

    /**
     * Judges one look.
     *
     * @param foreign settings that aren't ours any more: {@link CoreOwner#foreign}
     */
    public Response to(Map<String, String> foreign, Instant now) {
        boolean news = !foreign.isEmpty() && isNews(foreign);
        seen = foreign;
        count.addAndGet(news ? 1 : 0);
        if (foreign.isEmpty()) {
            return Response.NONE;
        }
        if (policy == Policy.YIELD) {
            return news ? Response.LEAVE : Response.NONE;
        }
        boolean over = !now.isBefore(end);
        if (over) {
            end = now.plus(WHILE);
            held = 0;
        }
        return news || over ? hold() : Response.NONE;
    }

    /** What is left to somebody else isn't ours to lose again. */
    private boolean isNews(Map<String, String> foreign) {
        return policy == Policy.YIELD ? seen.isEmpty() : !foreign.equals(seen);
    }

    private Response hold() {
        if (held > MOST) {
            return Response.NONE;
        }
        held++;
        return held > MOST ? Response.LEAVE_FOR_NOW : Response.PUT_BACK;
    }

    /** It was put back: when the same is seen again, somebody has set it again. */
    public void putBack() {
        seen = Map.of();
    }

    /** How often somebody else has changed them. */
    public long count() {
        return count.get();
    }
}
