package dev.corewatch.kernel.guard;

import dev.corewatch.system.LocalPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The agent's end of the connection to the guard. A beat each second says that deaths are received; the guard answers each one, so that a guard
 * that is stopped is known to be none. It tells before it puts the kernel's settings back, and when they may be taken again. For one thread, but
 * for {@link #isGuarded}.
 */
public final class GuardLink implements AutoCloseable {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SILENCE = Duration.ofSeconds(3);
    private static final byte[] BEAT = {'.'};
    private static final String PUTS_BACK = "R";
    private static final String HANDS_BACK = "H";

    private final Path socket;
    private final BooleanSupplier alive;
    private final InstantSource clock;
    private @Nullable LocalPeer guard;
    private Instant next = Instant.MIN;
    private volatile Instant heard = Instant.MIN;
    private boolean putBack;
    private boolean handedBack;

    /**
     * Does nothing yet.
     *
     * @param alive whether deaths are received; without that there are no beats
     * @param clock one that never jumps
     */
    public GuardLink(Path socket, BooleanSupplier alive, InstantSource clock) {
        this.socket = socket;
        this.alive = alive;
        this.clock = clock;
    }

    public Path socket() {
        return socket;
    }

    /** Connects, listens and beats, as it is time to; never waits. To be called some times a second. */
    public void tend() {
        var now = clock.instant();
        hear();
        if (now.isBefore(next)) {
            return;
        }
        next = now.plus(SECOND);
        if (guard == null) {
            connect();
        }
        beat();
    }

    private void connect() {
        try {
            var peer = LocalPeer.connect(socket);
            if (peer.uid() == 0) {
                guard = peer;
            } else {
                peer.close();
            }
        } catch (IOException e) {
            return; // there is none: tried again in a second
        }
    }

    private void beat() {
        var peer = guard;
        if (peer == null || !alive.getAsBoolean()) {
            return;
        }
        try {
            peer.descriptor().write(BEAT);
        } catch (IOException e) {
            close();
        }
    }

    /** Takes in what the guard has said by now. */
    public void hear() {
        try {
            for (var peer = guard; peer != null && peer.descriptor().awaitReadable(Duration.ZERO); peer = guard) {
                understand(peer.receive(1, Duration.ZERO).text());
            }
        } catch (IOException e) {
            close();
        }
    }

    private void understand(String word) {
        heard = clock.instant();
        switch (word) {
            case "" -> close(); // it ended
            case PUTS_BACK -> putBack = true;
            case HANDS_BACK -> handedBack = true;
            default -> {} // it is there
        }
    }

    /** Whether a guard answers. */
    public boolean isGuarded() {
        return clock.instant().isBefore(heard.plus(SILENCE));
    }

    /** Whether the settings that differ from ours are the guard's doing, until {@link #taken}. */
    public boolean hasPutBack() {
        return putBack;
    }

    /** Whether what it put back is to be taken again. */
    public boolean hasHandedBack() {
        return handedBack;
    }

    /** They were taken again. */
    public void taken() {
        putBack = false;
        handedBack = false;
    }

    /** The guard would put back what still is to be. What a guard that is gone has put back may be taken again. */
    @Override
    public void close() {
        heard = Instant.MIN;
        handedBack = putBack;
        if (guard != null) {
            guard.close();
            guard = null;
        }
    }
}
