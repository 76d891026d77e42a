package dev.corewatch.capture.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.held.Reception;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreSettings;
import dev.corewatch.lab.TakenKernel;
import dev.corewatch.system.SparseWriter;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kernel at the other end: processes die for real, and their cores come over the socket. */
final class CoreSocketIT {

    private static final int SEGMENTATION_FAULT = 128 + 11;

    @TempDir
    Path dir;

    private TakenKernel kernel;

    @BeforeEach
    void takeTheKernel() throws IOException {
        assumeTrue(settings().offers(CoreMode.SOCKET), "this kernel has no coredump sockets (Linux 6.17)");
        kernel = TakenKernel.take();
    }

    @AfterEach
    void giveItBack() throws IOException {
        if (kernel != null) {
            kernel.close();
        }
    }

    @Test
    void takesTheWholeCoreOfAProcessThatIsHeldMeanwhile() throws Exception {
        var taken = new CompletableFuture<Path>();
        var let = new CountDownLatch(1);
        try (var _ = serve(new Listening() {
            @Override
            public void held(Held process) {
                try {
                    taken.complete(drain(process));
                    let.await();
                } catch (Exception e) {
                    taken.completeExceptionally(e);
                }
            }
        })) {
            var dying = crash();

            try (var core = FileChannel.open(taken.get(30, TimeUnit.SECONDS))) {
                var image = CoreReader.read(core);
                assertThat(image.facts().complete()).isTrue();
                assertThat(image.process().pid()).isEqualTo((int) dying.pid());
                assertThat(Objects.requireNonNull(image.signal()).name()).isEqualTo("SIGSEGV");
            }
            assertThat(dying.isAlive()).isTrue();
            let.countDown();
            assertThat(dying.waitFor()).isEqualTo(SEGMENTATION_FAULT);
        }
    }

    @Test
    void letsAProcessDieWithoutACore() throws Exception {
        var pids = Collections.synchronizedList(new ArrayList<Integer>());
        try (var _ = serve(new Listening() {
            @Override
            public void held(Held process) {
                pids.add(process.pid());
            }
        })) {
            var dying = crash();

            assertThat(dying.waitFor()).isEqualTo(SEGMENTATION_FAULT);
            assertThat(pids).containsExactly((int) dying.pid());
        }
    }

    @Test
    void turnsAwayWhoIsNotTheKernel()
            throws Exception { // CVE-2018-6552, CVE-2019-11483: who talks is asked of the kernel
        var turnedAway = new CompletableFuture<String>();
        try (var _ = serve(new Listening() {
            @Override
            public void turnedAway(HeldListener.Refusal why, String words) {
                turnedAway.complete(why + ": " + words);
            }
        })) {
            try (var stranger = SocketChannel.open(StandardProtocolFamily.UNIX)) {
                stranger.connect(UnixDomainSocketAddress.of(dir.resolve("core.sock")));

                assertThat(turnedAway.get(30, TimeUnit.SECONDS))
                        .startsWith(
                                "STRANGER: process " + ProcessHandle.current().pid());
                assertThat(stranger.read(ByteBuffer.allocate(1))).isEqualTo(-1);
            }
            assertThat(crash().waitFor()).isEqualTo(SEGMENTATION_FAULT);
        }
    }

    @Test
    void takesEachOfFiftyThatDieAtOnce() throws Exception {
        var pids = Collections.synchronizedList(new ArrayList<Integer>());
        try (var _ = serve(new Listening() {
            @Override
            public void held(Held process) {
                try (var core = process.core()) {
                    CoreReader.readHeaders(core);
                    pids.add(process.pid());
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            }
        })) {
            var dying = new ArrayList<Process>();
            for (int i = 0; i < 50; i++) {
                dying.add(crash());
            }
            for (var process : dying) {
                assertThat(process.waitFor()).isEqualTo(SEGMENTATION_FAULT);
            }
            assertThat(pids)
                    .containsExactlyInAnyOrderElementsOf(
                            dying.stream().map(process -> (int) process.pid()).toList());
        }
    }

    @Test
    void servesOnAfterTenThousandStrangers() throws Exception {
        var turnedAway = new Semaphore(0);
        var pids = Collections.synchronizedList(new ArrayList<Integer>());
        try (var _ = serve(new Listening() {
            @Override
            public void held(Held process) {
                pids.add(process.pid());
            }

            @Override
            public void turnedAway(HeldListener.Refusal why, String words) {
                turnedAway.release();
            }
        })) {
            var silent = new ArrayList<SocketChannel>();
            for (int i = 0; i < 10_000; i++) {
                var stranger = SocketChannel.open(UnixDomainSocketAddress.of(dir.resolve("core.sock")));
                silent.add(stranger);
                if (silent.size() == 100) {
                    for (var one : silent) {
                        one.close();
                    }
                    silent.clear();
                }
            }
            assertThat(turnedAway.tryAcquire(10_000, 60, TimeUnit.SECONDS)).isTrue();
            var dying = crash();
            assertThat(dying.waitFor()).isEqualTo(SEGMENTATION_FAULT);
            assertThat(pids).containsExactly((int) dying.pid());
        }
    }

    private Reception serve(HeldListener listener) throws IOException {
        var socket = dir.toRealPath().resolve("core.sock");
        var reception = CoreSocket.open(socket, listener);
        reception.start();
        settings().write(CoreMode.SOCKET.settings("@@" + socket));
        return reception;
    }

    private static CoreSettings settings() {
        return new CoreSettings(Path.of("/proc/sys/kernel"), pattern -> {
            throw new IOException("this test runs outside of the initial mount namespace");
        });
    }

    private Path drain(Held process) throws IOException {
        var file = dir.resolve("core." + process.pid());
        try (var core = process.core();
                var out = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            var writer = new SparseWriter(out);
            for (var bytes = core.next(); bytes.hasRemaining(); bytes = core.next()) {
                writer.write(bytes);
            }
            writer.finish();
        }
        return file;
    }

    private static Process crash() throws IOException {
        return new ProcessBuilder(List.of("sh", "-c", "kill -s SEGV $$")).start();
    }

    /** What a test doesn't expect fails it: a process that nobody answers is let go without a core. */
    private static class Listening implements HeldListener {

        @Override
        public void held(Held process) {}

        @Override
        public void turnedAway(Refusal why, String words) {}

        @Override
        public void failed(Exception cause) {
            throw new AssertionError(cause);
        }
    }
}
