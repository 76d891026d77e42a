package dev.corewatch.app;

import dev.corewatch.analyze.testimony.HaproxyLog;
import dev.corewatch.app.ContainerNotes.Note;
import dev.corewatch.app.Kin.Household;
import dev.corewatch.capture.log.LogListener;
import dev.corewatch.capture.log.LogPosition;
import dev.corewatch.capture.log.RuntimeLog;
import dev.corewatch.capture.log.Written;
import dev.corewatch.identity.Victim;
import dev.corewatch.pipeline.CrashPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One container's log, and the HAProxys it may speak of. Not safe for several threads. */
final class FollowedContainer implements LogListener {

    private static final Logger LOG = Logger.getLogger(FollowedContainer.class);

    /** A HAProxy that is met when it dies has spoken before. */
    private static final Duration BEFORE = Duration.ofSeconds(10);

    private static final Duration NOTED = Duration.ofSeconds(30);
    private static final int CHARACTERS = 128 << 10;

    private final Household household;
    private final Kin kin;
    private final DeathWords words;
    private final Place place;
    private final RuntimeLog log;
    private @Nullable LogPosition reached;
    private Instant noted = Instant.EPOCH;
    private boolean caughtUp;
    private boolean failed;

    /**
     * Where its log is.
     *
     * @param root the host's, as seen from here
     * @param log its path there
     */
    record Place(Path root, String log, ContainerNotes notes) {}

    private FollowedContainer(Household household, Place place, @Nullable LogPosition left) {
        this.household = household;
        this.place = place;
        this.kin = new Kin(household);
        this.words = new DeathWords(new HaproxyLog(CHARACTERS, 1), kin);
        this.reached = left;
        var since = household.clock().instant().minus(BEFORE);
        this.log = left == null
                ? new RuntimeLog(place.root(), place.log(), since, this)
                : new RuntimeLog(place.root(), place.log(), left, this);
    }

    /** That one is seen for the first time. */
    static FollowedContainer begin(Household household, Place place) {
        return new FollowedContainer(household, place, null);
    }

    /** An earlier agent followed it. */
    static FollowedContainer goOn(Household household, Place place, Note note) {
        return new FollowedContainer(household, place, note.position());
    }

    void meet(Victim victim) {
        kin.meet(victim);
    }

    void look(CrashPipeline pipeline) {
        if (!words.pay(pipeline)) {
            return; // nowhere to keep it: the rest waits in the log
        }
        caughtUp = log.look();
        if (caughtUp) {
            words.endWhenQuiet();
        }
        words.pay(pipeline);
        note();
    }

    /** Hands over what a HAProxy that has gone said last. */
    void finish(CrashPipeline pipeline) {
        if (words.isTelling() && kin.isBereaved()) {
            words.end();
            words.pay(pipeline);
        }
    }

    /** Whether nothing more is to be expected: nobody is left to speak of, and all was read. */
    boolean isOver() {
        return kin.isExtinct() && caughtUp && words.isSettled();
    }

    @Override
    public void line(String text, Written written) {
        words.line(text, written);
    }

    @Override
    public void caughtUp(LogPosition position) {
        reached = position;
        failed = false;
    }

    @Override
    public void failed(Exception cause) {
        if (!failed) {
            LOG.errorf(cause, "%s can't be read: what HAProxy says there stays unknown", place.log());
        }
        failed = true;
    }

    /** Now and then: what is read twice changes nothing. */
    private void note() {
        var now = household.clock().instant();
        if (now.isAfter(noted.plus(NOTED))) {
            write(now);
        }
    }

    private void write(Instant now) {
        var position = reached;
        if (position != null && words.isSettled()) {
            place.notes().write(household.container(), household.workload(), place.log(), position);
            noted = now;
        }
    }

    /** Leaves the log, to be gone on with. */
    void leave() {
        write(household.clock().instant());
        log.close();
    }

    /** Leaves the log for good. */
    void forget() {
        place.notes().remove(household.container());
        log.close();
    }
}
