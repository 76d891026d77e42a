package dev.corewatch.capture.taking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.socket.CoreSocket;
import dev.corewatch.capture.thin.ProcessMemory;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreSettings;
import dev.corewatch.lab.TakenKernel;
import dev.corewatch.system.SparseWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that really dies: its core out of its memory, then the kernel's of the same death. */
final class WholeCoreIT {

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
    void isTheKernelsCoreByteByByte() throws Exception {
        var socket = dir.toRealPath().resolve("core.sock");
        var both = new Both();
        try (var reception = CoreSocket.open(socket, both)) {
            reception.start();
            settings().write(CoreMode.SOCKET.settings("@@" + socket));
            new ProcessBuilder(List.of("python3", "-c", "import os; os.kill(os.getpid(), 11)"))
                    .start()
                    .waitFor();

            both.done.get(30, TimeUnit.SECONDS);
        }
        assertThat(Files.size(dir.resolve("kernels"))).isGreaterThan(1 << 20);
        assertThat(Files.mismatch(dir.resolve("ours"), dir.resolve("kernels"))).isEqualTo(-1);
    }

    private static CoreSettings settings() {
        return new CoreSettings(Path.of("/proc/sys/kernel"), pattern -> {
            throw new IOException("this test runs outside of the initial mount namespace");
        });
    }

    private final class Both implements HeldListener {

        private final CompletableFuture<Boolean> done = new CompletableFuture<>();

        @Override
        public void held(Held process) {
            try (var memory = ProcessMemory.of(Path.of("/proc", String.valueOf(process.pid())));
                    var ours = create("ours");
                    var kernels = create("kernels")) {
                var core = process.core();
                var preamble = CorePreamble.read(core);
                WholeCore.write(preamble, memory, ours, () -> true);
                var writer = new SparseWriter(kernels);
                CoreStream.pass(process, preamble, core, writer::write);
                writer.finish();
                done.complete(true);
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        }

        @Override
        public void turnedAway(Refusal why, String words) {}

        @Override
        public void failed(Exception cause) {
            done.completeExceptionally(cause);
        }
    }

    private FileChannel create(String name) throws IOException {
        return FileChannel.open(dir.resolve(name), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }
}
