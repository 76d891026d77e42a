package dev.corewatch.capture.pipe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.held.Reception;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that connect as the helper does, and as it never would. */
final class PipeSocketIT {

    @TempDir
    Path dir;

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private Reception reception;

    @BeforeEach
    void listen() throws IOException {
        reception = PipeSocket.open(dir.resolve("agent.sock"), new HeldListener() {
            @Override
            public void held(Held process) {
                heard.add(process.pid() + " " + read(process));
            }

            @Override
            public void turnedAway(Refusal why, String words) {
                heard.add(why + ": " + words);
            }

            @Override
            public void failed(Exception cause) {
                heard.add("failed: " + cause);
            }
        });
        reception.start();
    }

    @AfterEach
    void close() throws IOException {
        reception.close();
    }

    @Test
    void takesWhatAHelperHandsOver() throws Exception {
        var pid = String.valueOf(ProcessHandle.current().pid());
        var peer = peer("corewatch-pipe 1|" + pid + "|1|11|1|host|", pid);

        assertThat(heard()).isEqualTo(pid + " core");
        assertThat(said(peer)).isEqualTo("T");
    }

    @Test
    void believesThePidfdAndNotTheNumber() throws Exception { // CVE-2015-1318, CVE-2025-4598: another process's number
        var peer = peer(
                "corewatch-pipe 1|1|1|11|1|host|",
                String.valueOf(ProcessHandle.current().pid()));

        assertThat(heard()).startsWith("PROTOCOL: a helper spoke of process 1");
        assertThat(said(peer)).isEmpty();
    }

    @Test
    void turnsAwayWhatNoHelperSays() throws Exception {
        var pid = String.valueOf(ProcessHandle.current().pid());
        for (var words :
                List.of("", "hello", "corewatch-pipe 2|" + pid + "|", "corewatch-pipe 1|-1|", "x".repeat(9000))) {
            var peer = peer(words, pid);
            assertThat(heard()).startsWith("PROTOCOL: ");
            assertThat(said(peer)).isEmpty();
        }
        peer("corewatch-pipe 1|" + pid + "|1|11|1|host|", "none");
        assertThat(heard()).startsWith("PROTOCOL: ");
    }

    @Test
    void isNotHeldUpByOneWhoSaysNothing() throws Exception {
        var pid = String.valueOf(ProcessHandle.current().pid());
        var silent = peer("", "none", "silent");
        assertThat(heard()).startsWith("failed: ");
        peer("corewatch-pipe 1|" + pid + "|1|11|1|host|", pid);

        assertThat(heard()).isEqualTo(pid + " core");
        assertThat(said(silent)).isEmpty();
    }

    @Test
    void isRootsAlone() throws Exception { // CVE-2018-6552, CVE-2017-14180: nobody else may hand a core over
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        var words = List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
        var process = start(words, "corewatch-pipe 1|1|1|11|1|host|", "none");

        assertThat(process.waitFor()).isNotZero();
        assertThat(said(process)).contains("PermissionError");
        assertThat(heard).isEmpty();
    }

    private String heard() throws InterruptedException {
        return String.valueOf(heard.poll(30, TimeUnit.SECONDS));
    }

    private static String said(Process peer) throws IOException {
        return new String(peer.getInputStream().readAllBytes(), UTF_8).strip();
    }

    private Process peer(String... words) throws IOException {
        return start(List.of(), words);
    }

    private Process start(List<String> prefix, String... words) throws IOException {
        var script = dir.resolve("peer.py");
        try (var source = Objects.requireNonNull(PipeSocketIT.class.getResourceAsStream("peer.py"))) {
            Files.write(script, source.readAllBytes());
        }
        var command = new ArrayList<>(prefix);
        command.addAll(List.of(
                "/usr/bin/python3", script.toString(), dir.resolve("agent.sock").toString()));
        command.addAll(List.of(words));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String read(Held process) {
        var bytes = ByteBuffer.allocate(100);
        try (var core = process.core()) {
            for (int read = core.read(bytes); read >= 0; ) {
                read = core.read(bytes);
            }
            return UTF_8.decode(bytes.flip()).toString();
        } catch (IOException e) {
            return e.toString();
        }
    }
}
