package dev.corewatch.app;

import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.capture.log.Written;
import dev.corewatch.crash.Testimony;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.Hearsay;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * What one log tells of deaths, for the pipeline. A master ends its worker's life by a line of its own; without one, lines that tell of a death are
 * handed over when nothing has followed for {@value #QUIET_SECONDS} s, or when somebody knows that the process is dead. What can't be kept (a
 * full disk) is owed, and tried again. For one thread at a time.
 */
final class DeathWords {

    private static final Logger LOG = Logger.getLogger(DeathWords.class);
    private static final int QUIET_SECONDS = 10;
    private static final int MOST_OWED = 256;
    /** A master that speaks within this time of words handed over speaks of the same death. */
    private static final Duration SAME_DEATH = Duration.ofMinutes(1);

    private final HaproxyLog life;
    private final Whose whose;
    private final Deque<Debt> owed = new ArrayDeque<>();
    private boolean refused;
    private @Nullable Written toldAt;
    private long toldNanos;
    private @Nullable String handedOver;
    private Instant handedOverAt = Instant.EPOCH;

    DeathWords(HaproxyLog life, Whose whose) {
        this.life = life;
        this.whose = whose;
    }

    /** Knows who it was. */
    @FunctionalInterface
    interface Whose {

        /** Empty when the words are nobody's. */
        Optional<Hearsay> death(Testimony told, Written written);
    }

    /** What is to be handed over yet. */
    @FunctionalInterface
    private interface Debt {

        void pay(CrashPipeline to) throws IOException;
    }

    void line(String text, Written written) {
        boolean before = life.isTelling();
        var death = life.read(text);
        if (death != null) {
            tell(death, written);
        } else if (life.isTelling() && !before) {
            toldAt = written;
        }
        toldNanos = System.nanoTime();
    }

    boolean isTelling() {
        return life.isTelling();
    }

    /** Whether nothing that was read need be read again. */
    boolean isSettled() {
        return !life.isTelling() && owed.isEmpty();
    }

    /** What has been told of a death so far is all: the process is dead. */
    void end() {
        var told = toldAt;
        if (told == null || !life.isTelling()) {
            return;
        }
        var death = life.end();
        if (death == null) {
            return;
        }
        whose.death(death, told)
                .ifPresent(heard -> owe(to -> {
                    handedOver = to.hear(heard);
                    handedOverAt = told.latest();
                }));
    }

    void endWhenQuiet() {
        if (life.isTelling() && System.nanoTime() - toldNanos > TimeUnit.SECONDS.toNanos(QUIET_SECONDS)) {
            end();
        }
    }

    /** Hands over what is owed; whether that was all of it. */
    boolean pay(CrashPipeline to) {
        try {
            while (!owed.isEmpty()) {
                owed.peek().pay(to);
                owed.remove();
                refused = false;
            }
            return true;
        } catch (IOException e) {
            if (!refused) {
                LOG.errorf(e, "what HAProxy's log tells can't be kept yet: %s", e.getMessage());
            }
            refused = true;
            return false;
        }
    }

    private void tell(Testimony death, Written written) {
        var same = handedOver;
        handedOver = null;
        if (same != null && Duration.between(handedOverAt, written.latest()).compareTo(SAME_DEATH) < 0) {
            owe(to -> to.hear(same, death));
        } else {
            whose.death(death, written).ifPresent(heard -> owe(to -> to.hear(heard)));
        }
    }

    private void owe(Debt debt) {
        if (owed.size() >= MOST_OWED) {
            LOG.error("what HAProxy's log tells can't be kept: the oldest of it is dropped");
            owed.remove();
        }
        owed.add(debt);
    }
}
