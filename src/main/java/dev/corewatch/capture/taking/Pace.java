package dev.corewatch.capture.taking;

import java.time.Duration;

/** How fast whole cores come here, learnt from those that came. */
final class Pace {

    /** Until one has come: about what kernels need to walk the memory and pass it on. */
    private static final double FIRST_BYTES_PER_SECOND = 0.8e9;

    /** A small one tells more of the start than of the pace. */
    private static final long LEAST_BYTES = 64L << 20;

    private static final double WEIGHT_OF_LAST = 0.3;

    private volatile double bytesPerSecond = FIRST_BYTES_PER_SECOND;

    Duration of(long bytes) {
        return Duration.ofNanos((long) (bytes / bytesPerSecond * 1e9));
    }

    synchronized void learn(long bytes, Duration took) {
        if (bytes >= LEAST_BYTES && took.isPositive()) {
            double last = bytes / (took.toNanos() / 1e9);
            bytesPerSecond = WEIGHT_OF_LAST * last + (1 - WEIGHT_OF_LAST) * bytesPerSecond;
        }
    }
}
