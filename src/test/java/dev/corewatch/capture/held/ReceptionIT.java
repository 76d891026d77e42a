package dev.corewatch.capture.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.held.HeldListener.Refusal;
import dev.corewatch.capture.held.Reception.Stranger;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.system.LocalListener;
import dev.corewatch.system.LocalPeer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the guard is told of. */
final class ReceptionIT implements HeldListener {

    private final CountDownLatch stuck = new CountDownLatch(1);
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @TempDir
    Path dir;

    @Test
    void isAliveUnlessWhoeverLetsTheDyingInHangs() throws Exception {
        var socket = dir.resolve("s");
        var listener = LocalListener.open(socket, LocalListener.Kind.MESSAGES, 4);
        try (var reception = new Reception(listener, this::hang, this)) {
            reception.start();
            assertThat(reception.isAlive()).isTrue();
            try (var peer = LocalPeer.connect(socket)) {
                assertThat(peer.uid()).isZero();
                stuck.await();
                RealContainers.until("it hangs", () -> !reception.isAlive());
                goesOn.countDown();
                RealContainers.until("it goes on", reception::isAlive);
            }
        } finally {
            goesOn.countDown();
        }
    }

    private Held hang(LocalPeer peer) throws IOException, Stranger {
        stuck.countDown();
        try {
            goesOn.await();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        throw new Stranger(Refusal.STRANGER, "user %d is none of the dying".formatted(peer.uid()));
    }

    @Override
    public void held(Held process) {}

    @Override
    public void turnedAway(Refusal why, String words) {}

    @Override
    public void failed(Exception cause) {}
}
