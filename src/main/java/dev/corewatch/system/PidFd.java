package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** A process by a descriptor (pidfd_open(2)): unlike its number, it never means another one. */
public final class PidFd implements AutoCloseable {

    /** _IOWR(0xFF, 11, 72 bytes) and the sizes before it: what the kernel doesn't know it leaves alone (include/uapi/linux/pidfd.h). */
    private static final int INFO_BYTES = 72;

    private static final long GET_INFO = 0xC000FF0BL | (INFO_BYTES << 16);
    private static final long INFO_EXIT = 1 << 3;
    private static final long INFO_COREDUMP = 1 << 4;
    private static final int EXIT_CODE = 60;
    private static final int COREDUMPED = 1;
    private static final int COREDUMP_MASK = 64;
    private static final int SYS_PIDFD_OPEN = 434;

    private static final Pattern PID = Pattern.compile("(?m)^Pid:\\s+(-?\\d{1,9})$");

    private static final Libc.Function IOCTL = Libc.function("ioctl");
    private static final Libc.Function SYSCALL = Libc.function("syscall");

    private final Descriptor descriptor;

    /** Takes the descriptor over. */
    PidFd(Descriptor descriptor) {
        this.descriptor = descriptor;
    }

    /** Of the process that has that number now. */
    public static PidFd open(int pid) throws IOException {
        var opened = SYSCALL.call(SYS_PIDFD_OPEN, pid, 0);
        if (opened.asInt() < 0) {
            throw new IOException("pidfd_open(2) of process %d failed with errno %d".formatted(pid, opened.errno()));
        }
        return new PidFd(new Descriptor(opened.asInt()));
    }

    /** Whether it has died by now. */
    public boolean hasEnded() throws IOException {
        return descriptor.awaitReadable(Duration.ZERO);
    }

    /** Its number in our pid namespace; 0 when it is not visible from here, -1 when it is dead and gone. */
    public int pid() throws IOException {
        var known = Files.readString(Path.of("/proc/self/fdinfo/" + descriptor.number()));
        var pid = PID.matcher(known);
        if (!pid.find()) {
            throw new IOException("a descriptor that is no pidfd");
        }
        return Integer.parseInt(pid.group(1));
    }

    /** Whether the kernel takes its core just now, or has; false too when this kernel (before 6.16) can't say. */
    public boolean isDumping() throws IOException {
        try (var info = info(INFO_COREDUMP)) {
            boolean answered = (info.bytes().getLong(0) & INFO_COREDUMP) != 0;
            return answered && (info.bytes().getInt(COREDUMP_MASK) & COREDUMPED) != 0;
        }
    }

    /** How it ended; known once its parent has waited for it, where the kernel tells others (from 6.15 on). */
    public Optional<ExitStatus> exitStatus() throws IOException {
        try (var info = info(INFO_EXIT)) {
            boolean answered = (info.bytes().getLong(0) & INFO_EXIT) != 0;
            return answered ? Optional.of(ExitStatus.of(info.bytes().getInt(EXIT_CODE))) : Optional.empty();
        }
    }

    int number() {
        return descriptor.number();
    }

    @SuppressWarnings("MustBeClosedChecker")
    private Libc.Memory info(long wanted) throws IOException {
        var info = Libc.memory(INFO_BYTES);
        info.bytes().putLong(0, wanted);
        var done = IOCTL.call(descriptor.number(), GET_INFO, info.address());
        if (done.asInt() < 0) {
            info.close();
            throw new IOException("ioctl(2) PIDFD_GET_INFO failed with errno " + done.errno());
        }
        return info;
    }

    @Override
    public void close() {
        descriptor.close();
    }
}
