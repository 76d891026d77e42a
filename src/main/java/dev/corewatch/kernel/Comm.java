package dev.corewatch.kernel;

/**
 * A process's name in a line of the kernel: at most 15 bytes (TASK_COMM_LEN), of which /dev/kmsg and dmesg show those that aren't
 * printable as {@code \x1b}.
 */
final class Comm {

    /** As a group. */
    static final String GROUP = "((?:\\\\x[0-9a-f]{2}|.){1,15}?)";

    /** With the thread's id behind it, as two groups. */
    static final String WITH_THREAD = GROUP + "\\[(\\d{1,9})\\]";

    private Comm() {}
}
