package dev.corewatch.system;

import static dev.corewatch.system.LocalAddress.checked;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;

/**
 * Listens on a local socket (unix(7)) that only its owner may connect to. The JDK's own listener tells neither who connects nor takes
 * descriptors.
 */
public final class LocalListener implements AutoCloseable {

    /** What may be sent over it. */
    public enum Kind {
        STREAM(1),
        MESSAGES(LocalAddress.SOCK_SEQPACKET);

        private final int type;

        Kind(int type) {
            this.type = type;
        }
    }

    private static final int EINVAL = 22;
    private static final int EMFILE = 24;
    private static final int ENFILE = 23;
    private static final int ECONNABORTED = 103;

    private static final Libc.Function SOCKET = Libc.function("socket");
    private static final Libc.Function BIND = Libc.function("bind");
    private static final Libc.Function LISTEN = Libc.function("listen");
    private static final Libc.Function ACCEPT = Libc.function("accept4");

    private final Descriptor descriptor;
    private final Path path;

    private LocalListener(Descriptor descriptor, Path path) {
        this.descriptor = descriptor;
        this.path = path;
    }

    /**
     * Takes the place of a socket that is left over under that name.
     *
     * @param backlog connections that wait to be accepted; the kernel's net.core.somaxconn bounds it too
     */
    public static LocalListener open(Path path, Kind kind, int backlog) throws IOException {
        try (var address = LocalAddress.of(path)) {
            Files.deleteIfExists(path);
            var made = SOCKET.call(LocalAddress.AF_UNIX, kind.type | LocalAddress.SOCK_CLOEXEC, 0);
            var descriptor = new Descriptor(checked("socket", made, path).asInt());
            return listening(descriptor, address, path, backlog);
        }
    }

    private static LocalListener listening(Descriptor descriptor, Libc.Memory address, Path path, int backlog)
            throws IOException {
        try {
            checked("bind", BIND.call(descriptor.number(), address.address(), LocalAddress.BYTES), path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            checked("listen", LISTEN.call(descriptor.number(), backlog), path);
            return new LocalListener(descriptor, path);
        } catch (IOException | RuntimeException e) {
            descriptor.close();
            throw e;
        }
    }

    /** Whether somebody waits to be accepted, or this was closed; false when neither came in time. */
    public boolean isAwaited(Duration most) throws IOException {
        return descriptor.awaitReadable(most);
    }

    /**
     * Waits for the next one; empty once this is closed.
     *
     * @throws IOException when there are no descriptors left, for one; the next call may work
     */
    public Optional<LocalPeer> accept() throws IOException {
        while (true) {
            var accepted = ACCEPT.call(descriptor.number(), 0, 0, LocalAddress.SOCK_CLOEXEC);
            if (accepted.asInt() >= 0) {
                return Optional.of(new LocalPeer(new Descriptor(accepted.asInt())));
            }
            switch (accepted.errno()) {
                case EINVAL -> {
                    return Optional.empty(); // shut down
                }
                case Descriptors.EINTR, ECONNABORTED -> {}
                case EMFILE, ENFILE ->
                    throw new IOException("no file descriptor is left to accept a connection on " + path);
                default ->
                    throw new IOException("accept(2) on %s failed with errno %d".formatted(path, accepted.errno()));
            }
        }
    }

    public Path path() {
        return path;
    }

    /** No more connections; {@link #accept} returns. The descriptor goes with the last of them, so that its number isn't reused under it. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path);
        descriptor.shutdown();
    }

    /** After the last {@link #accept} has returned. */
    public void release() {
        descriptor.close();
    }
}
