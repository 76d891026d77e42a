package dev.corewatch.pipeline;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** One thread that works while there is something to do, then waits until it is woken or the time is up. */
final class Worker implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Semaphore wakeups = new Semaphore(0);
    private final Task task;
    private final Duration idle;
    private final Thread thread;

    /** Something to do. */
    interface Task {

        /** Does one piece of it. Whether there may be more. */
        boolean next() throws InterruptedException;
    }

    /**
     * Does nothing before {@link #start}.
     *
     * @param idle the longest it waits
     */
    Worker(String name, Task task, Duration idle) {
        this.task = task;
        this.idle = idle;
        this.thread = Thread.ofPlatform().name(name).unstarted(this::work);
    }

    void start() {
        thread.start();
    }

    void wake() {
        wakeups.release();
    }

    private void work() {
        try {
            while (true) {
                if (!task.next() && wakeups.tryAcquire(idle.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeups.drainPermits(); // one look around answers all of them
                }
            }
        } catch (InterruptedException e) {
            // closed: what was under way is resumed at the next start
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
