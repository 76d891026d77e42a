package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.PackagedVersion;
import dev.corewatch.kubernetes.api.CrashStatus.Reopened;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whether a person said that a bug is known, and whether that still holds: a crash in a version that should be fixed reopens it, until
 * the person changes the resource's spec again.
 */
public enum Acknowledgement {
    NO,
    YES,
    REOPENED;

    /** What holds of a bug. */
    public static Acknowledgement of(HAProxyCrash crash) {
        if (!Boolean.TRUE.equals(crash.getSpec().acknowledged())) {
            return NO;
        }
        return isReopened(crash) ? REOPENED : YES;
    }

    /**
     * What the status says from now on when a crash in that version reopens the bug; empty when it doesn't: nobody acknowledged it, nobody
     * said where it is fixed, the version isn't known to be that one or a later one, or an earlier crash reopened it already.
     *
     * @param crash as it was before that crash
     * @param version HAProxy's, with its package's revision
     */
    public static Optional<Reopened> reopens(HAProxyCrash crash, @Nullable String version, Instant death) {
        if (of(crash) != YES || !isFixed(crash.getSpec().fixedIn(), version)) {
            return Optional.empty();
        }
        return Optional.of(new Reopened(death.toString(), version, generation(crash)));
    }

    /** As the resource's status has it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    private static boolean isFixed(@Nullable String fixedIn, @Nullable String version) {
        if (fixedIn == null || version == null) {
            return false;
        }
        var fixed = PackagedVersion.parse(fixedIn);
        return fixed.isPresent()
                && PackagedVersion.parse(version)
                        .map(crashed -> crashed.isAtOrAfter(fixed.get()))
                        .orElse(false);
    }

    private static boolean isReopened(HAProxyCrash crash) {
        var reopened = crash.getStatus() == null ? null : crash.getStatus().reopened();
        return reopened != null && reopened.generation() == generation(crash);
    }

    private static long generation(HAProxyCrash crash) {
        var generation = crash.getMetadata().getGeneration();
        return generation == null ? 0 : generation;
    }
}
