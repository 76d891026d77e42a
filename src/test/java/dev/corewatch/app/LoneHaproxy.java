package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.corewatch.lab.RealContainers;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/** A real HAProxy, alone and without traffic, started in whatever way takes its core from it. */
final class LoneHaproxy implements AutoCloseable {

    private final Process process;
    private final Path socket;

    private LoneHaproxy(Process process, Path socket) {
        this.process = process;
        this.socket = socket;
    }

    /**
     * How it is started.
     *
     * @param directory where its files go
     * @param program a copy of HAProxy
     * @param work its working directory
     * @param prefix what runs it: prlimit, setpriv, unshare, ...
     */
    record Start(Path directory, Path program, Path work, List<String> prefix) {

        Start by(String... words) {
            return new Start(directory, program, work, List.of(words));
        }

        Start at(Path directoryOfWork) {
            return new Start(directory, program, directoryOfWork, prefix);
        }

        Start of(Path otherProgram) {
            return new Start(directory, otherProgram, work, prefix);
        }

        /** After that script of the shell's, as the same process. */
        Start after(String script) {
            return by("unshare", "--mount", "sh", "-ec", script + "; exec \"$@\"", "sh");
        }

        LoneHaproxy with(String... global) throws Exception {
            var socket = directory.resolve("haproxy.sock");
            Files.deleteIfExists(socket);
            var config = Files.writeString(directory.resolve("haproxy.cfg"), """
                    global
                      stats socket %s mode 666
                      %s
                    defaults
                      mode http
                      timeout connect 1s
                      timeout client 1s
                      timeout server 1s
                    frontend f
                      bind abns@%s
                    """.formatted(
                            socket, String.join("\n  ", global), directory.getFileName()));
            var words = new ArrayList<>(prefix);
            words.addAll(List.of(program.toString(), "-db", "-f", config.toString()));
            var process = new ProcessBuilder(words)
                    .directory(work.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("haproxy.log").toFile())
                    .start();
            var haproxy = new LoneHaproxy(process, socket);
            haproxy.awaitReady(directory.resolve("haproxy.log"));
            return haproxy;
        }
    }

    private void awaitReady(Path log) throws IOException, TimeoutException {
        RealContainers.until("HAProxy to serve; its log: " + log, () -> {
            if (!process.isAlive()) {
                throw new IllegalStateException("HAProxy ended at its start; its log: " + log);
            }
            return answers();
        });
    }

    /** Which it does only when it has become the user that it stays. */
    private boolean answers() {
        try (var channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            var bytes = ByteBuffer.wrap("show info\n".getBytes(US_ASCII));
            channel.write(bytes);
            return channel.read(ByteBuffer.allocate(64)) > 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** HAProxy's, whatever runs it. */
    long pid() {
        return process.descendants()
                .reduce((_, last) -> last)
                .orElse(process.toHandle())
                .pid();
    }

    /** Returns when the kernel has let go of it. */
    void crash() throws Exception {
        RealContainers.output("kill", "-s", "SEGV", String.valueOf(pid()));
        process.waitFor();
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().onExit().join();
    }
}
