package dev.corewatch.capture.socket;

import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.held.HeldListener.Refusal;
import dev.corewatch.capture.held.Reception;
import dev.corewatch.capture.held.Reception.Stranger;
import dev.corewatch.system.LocalListener;
import dev.corewatch.system.LocalPeer;
import java.io.IOException;
import java.nio.file.Path;

/**
 * The server behind {@code core_pattern=@@PATH}. Only the kernel may talk: the socket is its owner's alone, in a directory of the same
 * kind, and the pidfd of each peer must say that its process is being dumped: nobody can tell of another's death, or of one that isn't.
 */
public final class CoreSocket {

    private CoreSocket() {}

    /** Listens there; nothing is accepted before {@link Reception#start}. */
    public static Reception open(Path socket, HeldListener receiver) throws IOException {
        var listener = LocalListener.open(socket, LocalListener.Kind.STREAM, Reception.BACKLOG);
        return new Reception(listener, CoreSocket::whose, receiver);
    }

    private static Held whose(LocalPeer peer) throws IOException, Stranger {
        var process = peer.process();
        try {
            int pid = process.pid();
            if (!process.isDumping()) {
                throw new Stranger(Refusal.STRANGER, "process %d connected, which isn't being dumped".formatted(pid));
            }
            if (pid == 0) {
                throw new Stranger(
                        Refusal.STRANGER,
                        "a process died whose number can't be seen from here: the agent needs the host's pid namespace");
            }
            return new SocketDeath(peer, process, pid);
        } catch (IOException | Stranger e) {
            process.close();
            throw e;
        }
    }
}
