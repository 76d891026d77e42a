package dev.corewatch.process;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What must be put in order before the JVM, told to end, ends: it halts as soon as its hooks are through, whatever other threads do. */
public final class LastWork {

    private final CountDownLatch done = new CountDownLatch(1);

    private LastWork() {}

    /** From now on an end waits for {@link #done}, but for no longer than that. */
    public static LastWork begin(Duration most) {
        var work = new LastWork();
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("last-work").unstarted(() -> work.await(most)));
        return work;
    }

    public void done() {
        done.countDown();
    }

    private void await(Duration most) {
        try {
            if (!done.await(most.toMillis(), TimeUnit.MILLISECONDS)) {
                System.err.println("corewatch: ends before everything is in order");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
