package dev.corewatch.system;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The other end of a connection over a local socket (unix(7)), as the kernel names it: what it says itself needs to be believed only after
 * that.
 */
public final class LocalPeer implements AutoCloseable {

    /**
     * A message with what was handed over.
     *
     * @param text byte by byte as ISO 8859-1
     * @param descriptors whoever receives them closes them
     */
    public record Message(String text, List<Descriptor> descriptors) {

        public Message {
            descriptors = List.copyOf(descriptors);
        }
    }

    private static final int SOL_SOCKET = 1;
    private static final int SO_PEERCRED = 17;
    private static final int SO_PEERPIDFD = 77;
    private static final int SCM_RIGHTS = 1;
    private static final int MSG_CMSG_CLOEXEC = 0x40000000;
    /** struct msghdr and struct iovec on 64 bits, one behind the other, then room for one cmsghdr with a few descriptors. */
    private static final int HEADER = 56;

    private static final int VECTOR = 16;
    private static final int CONTROL = 64;
    private static final int CONTROL_HEADER = 16;

    private static final Libc.Function SOCKET = Libc.function("socket");
    private static final Libc.Function CONNECT = Libc.function("connect");
    private static final Libc.Function GETSOCKOPT = Libc.function("getsockopt");
    private static final Libc.Function RECVMSG = Libc.function("recvmsg");

    private final Descriptor descriptor;

    LocalPeer(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /**
     * Whoever listens there and keeps messages apart. Neither this nor a write waits.
     *
     * @throws IOException when nobody does, or he has too many who wait
     */
    public static LocalPeer connect(Path path) throws IOException {
        int type = LocalAddress.SOCK_SEQPACKET | LocalAddress.SOCK_NONBLOCK | LocalAddress.SOCK_CLOEXEC;
        try (var address = LocalAddress.of(path)) {
            var made = LocalAddress.checked("socket", SOCKET.call(LocalAddress.AF_UNIX, type, 0), path);
            var peer = new LocalPeer(new Descriptor(made.asInt()));
            try {
                var done = CONNECT.call(made.asInt(), address.address(), LocalAddress.BYTES);
                LocalAddress.checked("connect", done, path);
                return peer;
            } catch (IOException e) {
                peer.close();
                throw e;
            }
        }
    }

    public Descriptor descriptor() {
        return descriptor;
    }

    /** The user at the other end, in our user namespace. */
    public int uid() throws IOException {
        try (var credentials = option(SO_PEERCRED, 12)) {
            return credentials.bytes().getInt(4);
        }
    }

    /** The process that connected. */
    public PidFd process() throws IOException {
        try (var number = option(SO_PEERPIDFD, 4)) {
            return new PidFd(new Descriptor(number.bytes().getInt(0)));
        }
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Libc.Memory option(int option, int bytes) throws IOException {
        var memory = Libc.memory(16);
        memory.bytes().putInt(12, bytes);
        var done = GETSOCKOPT.call(descriptor.number(), SOL_SOCKET, option, memory.address(), memory.address() + 12);
        if (done.asInt() < 0) {
            memory.close();
            throw new IOException("getsockopt(2) %d failed with errno %d".formatted(option, done.errno()));
        }
        return memory;
    }

    /**
     * The next message of a socket that keeps messages apart, with its descriptors.
     *
     * @param longest what exceeds it is cut off
     */
    public Message receive(int longest, Duration most) throws IOException {
        if (!descriptor.awaitReadable(most)) {
            throw new IOException("nothing came for " + most.toSeconds() + " s");
        }
        try (var memory = Libc.memory(HEADER + VECTOR + CONTROL + longest)) {
            long control = memory.address() + HEADER + VECTOR;
            memory.bytes().putLong(16, memory.address() + HEADER).putLong(24, 1); // msg_iov, msg_iovlen
            memory.bytes().putLong(32, control).putLong(40, CONTROL); // msg_control, msg_controllen
            memory.bytes().putLong(HEADER, control + CONTROL).putLong(HEADER + 8, longest);
            var received = RECVMSG.call(descriptor.number(), memory.address(), MSG_CMSG_CLOEXEC);
            if (received.asLong() < 0) {
                throw new IOException("recvmsg(2) failed with errno " + received.errno());
            }
            var text = new byte[(int) received.asLong()];
            memory.bytes().get(HEADER + VECTOR + CONTROL, text);
            return new Message(new String(text, StandardCharsets.ISO_8859_1), handed(memory));
        }
    }

    private static List<Descriptor> handed(Libc.Memory memory) {
        var bytes = memory.bytes();
        var descriptors = new ArrayList<Descriptor>();
        int control = HEADER + VECTOR;
        boolean rights = bytes.getLong(40) >= CONTROL_HEADER
                && bytes.getInt(control + 8) == SOL_SOCKET
                && bytes.getInt(control + 12) == SCM_RIGHTS;
        if (rights) {
            long length = Math.min(bytes.getLong(control), CONTROL);
            for (int at = CONTROL_HEADER; at + 4 <= length; at += 4) {
                descriptors.add(new Descriptor(bytes.getInt(control + at)));
            }
        }
        return descriptors;
    }

    /** A pidfd that was handed over. */
    public static PidFd process(Descriptor handed) {
        return new PidFd(handed);
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
