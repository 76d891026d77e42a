package dev.corewatch.capture.held;

import dev.corewatch.capture.held.HeldListener.Refusal;
import dev.corewatch.system.LocalListener;
import dev.corewatch.system.LocalPeer;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts whoever tells of a dying process, at once, so that the kernel never finds the backlog full; turns strangers away before they cost
 * anything; has a few cores taken at a time, in the order of the deaths, while the others wait, held by the kernel.
 */
public final class Reception implements AutoCloseable {

    /** The kernel's own bound for a backlog, net.core.somaxconn, is 4096 by default. */
    public static final int BACKLOG = 4096;

    /** Cores that are taken at the same time: more only share the memory's bandwidth. */
    private static final int AT_ONCE = 4;

    /** Those that wait cost a descriptor or three each. */
    private static final int WAITING = 256;

    private static final int STACK_BYTES = 512 * 1024;

    /** Whoever accepts looks up this often, so that it is known when he hangs. */
    private static final Duration GLANCE = Duration.ofMillis(500);

    private static final Duration ALIVE = Duration.ofSeconds(2);

    /** Tells who came, or turns them away. */
    @FunctionalInterface
    public interface Door {

        /**
         * The process that this peer is about. Called for one peer at a time, so it must not wait.
         *
         * @throws Stranger when there is none
         */
        Held open(LocalPeer peer) throws IOException, Stranger;
    }

    /** Not one who may tell of a death. */
    public static final class Stranger extends Exception {

        private static final long serialVersionUID = 1L;
        private final Refusal why;

        public Stranger(Refusal why, String words) {
            super(words);
            this.why = why;
        }
    }

    private final LocalListener listener;
    private final Door door;
    private final HeldListener receiver;
    private final ThreadPoolExecutor workers;
    private final Thread thread;
    private volatile boolean closing;
    private volatile long looked = System.nanoTime();

    /** Does nothing before {@link #start}; closes the listener in the end. */
    public Reception(LocalListener listener, Door door, HeldListener receiver) {
        this.listener = listener;
        this.door = door;
        this.receiver = receiver;
        this.workers = new ThreadPoolExecutor(
                AT_ONCE,
                AT_ONCE,
                1,
                TimeUnit.MINUTES,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().name("take-", 0).stackSize(STACK_BYTES).factory());
        workers.allowCoreThreadTimeOut(true);
        this.thread = Thread.ofPlatform().name("reception").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    private void run() {
        while (!closing) {
            looked = System.nanoTime();
            try {
                if (listener.isAwaited(GLANCE) && !admitNext()) {
                    return;
                }
            } catch (IOException | RuntimeException e) {
                receiver.failed(e);
                rest();
            }
        }
    }

    private boolean admitNext() throws IOException {
        var peer = listener.accept();
        if (peer.isPresent()) {
            admit(peer.get());
        }
        return peer.isPresent();
    }

    /** Whether those who come are still let in: not when the thread that does it hangs. */
    public boolean isAlive() {
        return System.nanoTime() - looked < ALIVE.toNanos();
    }

    private void admit(LocalPeer peer) throws IOException {
        Held process = null;
        try {
            process = door.open(peer);
            var held = process;
            workers.execute(() -> take(held));
        } catch (Stranger e) {
            peer.close();
            receiver.turnedAway(e.why, String.valueOf(e.getMessage()));
        } catch (RejectedExecutionException e) {
            turnAway(process);
        } catch (IOException | RuntimeException e) {
            peer.close();
            throw e;
        }
    }

    private void turnAway(@Nullable Held process) {
        if (process != null) {
            process.close();
            receiver.turnedAway(Refusal.CROWDED, "%d processes die at once already".formatted(WAITING));
        }
    }

    private void take(Held process) {
        try (process) {
            receiver.held(process);
        } catch (RuntimeException | Error e) {
            receiver.failed(new IOException("the core of process %d was not taken".formatted(process.pid()), e));
        }
    }

    /** Without descriptors accepting fails at once, again and again: the waiting are let go first. */
    private void rest() {
        try {
            TimeUnit.MILLISECONDS.sleep(10);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody is accepted any more; those who were are served. */
    @Override
    public void close() throws IOException {
        closing = true;
        listener.close();
        workers.shutdown();
        try {
            thread.join();
            workers.awaitTermination(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.release();
    }
}
