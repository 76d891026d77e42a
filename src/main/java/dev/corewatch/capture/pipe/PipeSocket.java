package dev.corewatch.capture.pipe;

import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.held.HeldListener.Refusal;
import dev.corewatch.capture.held.Reception;
import dev.corewatch.capture.held.Reception.Stranger;
import dev.corewatch.system.LocalListener;
import dev.corewatch.system.LocalPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where the helper that the kernel starts hands its core over. The kernel starts it as root: nobody else may connect, and nobody else
 * can, since the socket and its directory are root's alone.
 */
public final class PipeSocket {

    /** A helper speaks as soon as it has connected: whoever doesn't would hold up those behind it. */
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private PipeSocket() {}

    /** Listens there; nothing is accepted before {@link Reception#start}. */
    public static Reception open(Path socket, HeldListener receiver) throws IOException {
        var listener = LocalListener.open(socket, LocalListener.Kind.MESSAGES, Reception.BACKLOG);
        return new Reception(listener, PipeSocket::whose, receiver);
    }

    private static Held whose(LocalPeer peer) throws IOException, Stranger {
        int uid = peer.uid();
        if (uid != 0) {
            throw new Stranger(Refusal.STRANGER, "user %d connected; only the helper does, as root".formatted(uid));
        }
        var held = PipeDeath.receive(peer, PATIENCE);
        if (held.process().hasEnded()) {
            held.close();
            throw new Stranger(
                    Refusal.LATE,
                    "process %d was let go before it could be looked at; its helper may have left its core"
                            .formatted(held.pid()));
        }
        if (held.process().pid() != held.pid()) {
            held.close();
            throw new Stranger(
                    Refusal.PROTOCOL, "a helper spoke of process %d and handed another one over".formatted(held.pid()));
        }
        return held;
    }
}
