package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the kernel's own links, FIFOs and sockets. */
@Timeout(value = 20, unit = TimeUnit.SECONDS)
final class SafeOpenIT {

    @TempDir
    Path directory;

    @Test
    void opensARegularFileAndKeepsItWhateverHappensToItsName() throws IOException {
        var file = Files.writeString(directory.resolve("core"), "contents");
        try (var open = SafeOpen.regularFile(file)) {
            Files.delete(file);
            Files.writeString(file, "another");
            var buffer = ByteBuffer.allocate(100);
            open.channel().read(buffer, 0);
            assertThat(new String(buffer.array(), 0, buffer.position(), ISO_8859_1))
                    .isEqualTo("contents");
            assertThat(open.factsNow().links()).isZero();
            assertThat(open.facts().links()).isEqualTo(1);
        }
    }

    @Test
    void opensNamesThatAreNoTextInThisLocale() throws IOException, InterruptedException {
        var shell = new ProcessBuilder("/bin/sh", "-c", "printf x > \"$(printf 'core\\377\\n%%41 \\303\\244')\"");
        assertThat(shell.directory(directory.toFile()).start().waitFor()).isZero();
        try (var names = Files.newDirectoryStream(directory);
                var open = SafeOpen.regularFile(names.iterator().next())) {
            assertThat(open.channel().size()).isEqualTo(1);
        }
    }

    @Test
    void refusesAFifoWithoutWaitingForItsWriter() throws IOException, InterruptedException {
        var fifo = directory.resolve("fifo");
        assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor())
                .isZero();
        refuses(fifo, FileKind.FIFO);
    }

    @Test
    void refusesASymbolicLinkToAFileAndToADirectory() throws IOException {
        var file = Files.writeString(directory.resolve("file"), "contents");
        refuses(Files.createSymbolicLink(directory.resolve("link"), file), FileKind.SYMLINK);
        refuses(Files.createSymbolicLink(directory.resolve("up"), directory), FileKind.SYMLINK);
    }

    @Test
    void refusesDirectoriesDevicesAndSockets() throws IOException {
        refuses(directory, FileKind.DIRECTORY);
        refuses(Path.of("/dev/zero"), FileKind.CHARACTER_DEVICE);
        try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            var socket = directory.resolve("socket");
            server.bind(UnixDomainSocketAddress.of(socket));
            refuses(socket, FileKind.SOCKET);
        }
    }

    @Test
    void saysWhichFileIsNotThere() {
        assertThatThrownBy(() -> SafeOpen.regularFile(directory.resolve("nothing")))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("nothing");
    }

    @Test
    void closesEveryDescriptorItOpened() throws IOException {
        var file = Files.writeString(directory.resolve("core"), "contents");
        long before = openDescriptors();
        for (int i = 0; i < 50; i++) {
            SafeOpen.regularFile(file).close();
            refuses(directory, FileKind.DIRECTORY);
        }
        assertThat(openDescriptors()).isLessThan(before + 25);
    }

    private static long openDescriptors() throws IOException {
        try (var names = Files.list(Path.of("/proc/self/fd"))) {
            return names.count();
        }
    }

    private static void refuses(Path path, FileKind kind) {
        assertThatThrownBy(() -> SafeOpen.regularFile(path).close())
                .isInstanceOfSatisfying(
                        NotARegularFileException.class,
                        e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(kind.toString());
    }
}
