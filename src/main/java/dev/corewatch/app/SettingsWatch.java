package dev.corewatch.app;

import dev.corewatch.kernel.guard.GuardLink;
import dev.corewatch.kernel.settings.CoreOwner;
import dev.corewatch.kernel.settings.Drift;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Looks, four times a second, whether the kernel's settings are still ours, and whether the guard is there; these files can't be polled. What the
 * guard has put back is no drift: it says so before it does it, and here it is heard after the look.
 */
final class SettingsWatch implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SettingsWatch.class);
    private static final int MILLIS = 250;

    /** A guard that is there answers by then. */
    private static final Duration ANSWER = Duration.ofSeconds(3);

    private final CoreOwner owner;
    private final Drift drift;
    private final GuardLink guard;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("settings").daemon().factory());

    private final Instant begun;
    private @Nullable Boolean guarded;
    private String failure = "";

    /** @param clock one that never jumps */
    SettingsWatch(CoreOwner owner, Drift drift, GuardLink guard, InstantSource clock) {
        this.owner = owner;
        this.drift = drift;
        this.guard = guard;
        this.clock = clock;
        this.begun = clock.instant();
    }

    void start() {
        var _ = timer.scheduleWithFixedDelay(this::lookSafely, 0, MILLIS, TimeUnit.MILLISECONDS);
    }

    boolean isGuarded() {
        return guard.isGuarded();
    }

    /** How often somebody else has changed them. */
    long drifts() {
        return drift.count();
    }

    private void lookSafely() {
        try {
            look();
            failure = "";
        } catch (IOException | RuntimeException e) {
            tellOnce(String.valueOf(e.getMessage()));
        }
    }

    private void tellOnce(String words) {
        if (!words.equals(failure)) {
            LOG.warnf("the kernel's settings for cores can't be kept: %s", words);
        }
        failure = words;
    }

    /** Once. */
    void look() throws IOException {
        guard.tend();
        tellOfGuard();
        if (guard.hasHandedBack()) {
            takeAgain();
        }
        var foreign = owner.foreign();
        guard.hear();
        if (!guard.hasPutBack()) {
            respond(foreign);
        }
    }

    private void takeAgain() throws IOException {
        guard.taken();
        if (owner.takeAgain()) {
            LOG.warn("the guard had put core_pattern back, for the agent did not answer; it is taken again");
        }
    }

    private void tellOfGuard() {
        boolean there = guard.isGuarded();
        boolean known = there || guarded != null || clock.instant().isAfter(begun.plus(ANSWER));
        if (known && (guarded == null || guarded != there)) {
            guarded = there;
            tell(there);
        }
    }

    private void tell(boolean there) {
        if (there) {
            LOG.infof("the guard at %s watches: it puts core_pattern back when the agent can't", guard.socket());
        } else {
            LOG.warnf(
                    "no guard answers at %s (corewatch-helper guard): nobody puts core_pattern back should the agent hang",
                    guard.socket());
        }
    }

    private void respond(Map<String, String> foreign) throws IOException {
        switch (drift.to(foreign, clock.instant())) {
            case NONE -> {}
            case PUT_BACK -> {
                LOG.warnf("somebody else set %s (the kernel doesn't say who); it is put back", words(foreign));
                owner.takeAgain();
                drift.putBack();
            }
            case LEAVE ->
                LOG.warnf(
                        "somebody else set %s (the kernel doesn't say who); it is left: no core comes", words(foreign));
            case LEAVE_FOR_NOW ->
                LOG.errorf(
                        "somebody else sets %s again and again; it is left for the rest of a minute", words(foreign));
        }
    }

    private static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> "kernel.%s to '%s'".formatted(setting.getKey(), printable(setting.getValue())))
                .collect(Collectors.joining(", "));
    }

    /** A container that could write it chose it. */
    private static String printable(String value) {
        return value.replaceAll("[^ -~]", "?");
    }

    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        guard.close();
    }
}
