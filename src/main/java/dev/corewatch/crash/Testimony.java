package dev.corewatch.crash;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one channel other than the core says of one death. What it doesn't say is absent.
 *
 * @param pid in words: of the worker, in its own pid namespace; in the kernel's log: of the thread, in the initial one (an OOM
 *     kill names the process); in the status: of the process, in the initial one
 * @param command comm; set by the process itself: forgeable
 * @param place the faulting instruction
 * @param version HAProxy's
 * @param lines what all this rests on, at most {@link #LINES} and each at most {@link #LINE_LENGTH} characters
 */
public record Testimony(
        Channel channel,
        @Nullable Integer pid,
        @Nullable String command,
        CrashKind kind,
        @Nullable Signal signal,
        @Nullable Assertion assertion,
        List<Frame> frames,
        @Nullable Place place,
        @Nullable String version,
        List<String> lines) {

    public static final int LINES = 8;
    public static final int LINE_LENGTH = 300;

    /** SIGBUS and SIGSEGV. */
    private static final Set<Integer> BAD_ACCESS = Set.of(7, 11);

    public Testimony {
        frames = List.copyOf(frames);
        lines = lines.stream().limit(LINES).map(Testimony::bounded).toList();
    }

    /** The kernel's word on a death. */
    public static Testimony ofKernel(
            int thread, String command, CrashKind kind, @Nullable Signal signal, @Nullable Place place, String line) {
        return new Testimony(
                Channel.KERNEL_LOG, thread, command, kind, signal, null, List.of(), place, null, List.of(line));
    }

    /** The kernel's word to the parent, and to who holds a pidfd. */
    public static Testimony ofStatus(int pid, Signal signal, boolean dumped) {
        var kind = BAD_ACCESS.contains(signal.number()) ? CrashKind.MEMORY : CrashKind.UNKNOWN;
        var line = "killed by " + signal.name() + (dumped ? " (core dumped)" : "");
        return new Testimony(Channel.STATUS, pid, null, kind, signal, null, List.of(), null, null, List.of(line));
    }

    /** The same, resting on other lines. */
    public Testimony with(List<String> newLines) {
        return new Testimony(channel, pid, command, kind, signal, assertion, frames, place, version, newLines);
    }

    /** By names that can be forged: of the process, and of the file with the faulting instruction. */
    public boolean isHaproxys() {
        return channel != Channel.KERNEL_LOG
                || startsWithHaproxy(command)
                || (place != null && startsWithHaproxy(place.module()));
    }

    private static boolean startsWithHaproxy(@Nullable String name) {
        return name != null && name.startsWith("haproxy");
    }

    /** Cut between words: half a token has no token's shape, and would pass the redaction. */
    private static String bounded(String line) {
        return line.length() > LINE_LENGTH ? line.substring(0, Math.max(0, line.lastIndexOf(' ', LINE_LENGTH))) : line;
    }

    /** Who says it. */
    public enum Channel {
        /** HAProxy's own lines. */
        WORDS,
        KERNEL_LOG,
        /** The exit status. */
        STATUS
    }

    /**
     * An instruction.
     *
     * @param module name of the ELF file, without its directory
     * @param offset hexadecimal, "0x152d8a"
     * @param ofFile whether the offset is in the file; else it is from the start of the mapping, which older kernels name alone
     * @param mapped length of that mapping, hexadecimal
     */
    public record Place(String module, String offset, boolean ofFile, String mapped) {}
}
