package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Path;

/** A local socket by its path (unix(7), struct sockaddr_un). */
final class LocalAddress {

    static final int AF_UNIX = 1;
    static final int SOCK_CLOEXEC = 0x80000;
    static final int SOCK_NONBLOCK = 0x800;
    static final int SOCK_SEQPACKET = 5;

    private static final int LONGEST = 107;
    static final int BYTES = LONGEST + 3;

    private LocalAddress() {}

    /** @throws IOException when such an address can't hold the path */
    @SuppressWarnings("MustBeClosedChecker")
    static Libc.Memory of(Path path) throws IOException {
        var name = PathBytes.of(path);
        if (name.length > LONGEST) {
            throw new IOException("%s is too long for a socket: at most %d bytes".formatted(path, LONGEST));
        }
        var address = Libc.memory(BYTES);
        address.bytes().putShort(0, (short) AF_UNIX).put(2, name);
        return address;
    }

    static Libc.Result checked(String call, Libc.Result result, Path path) throws IOException {
        if (result.asInt() < 0) {
            throw new IOException("%s(2) for %s failed with errno %d".formatted(call, path, result.errno()));
        }
        return result;
    }
}
