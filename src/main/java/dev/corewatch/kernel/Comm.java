package dev.corewatch.kernel;

/**
 * A process's name in a line of the kernel: at most 15 bytes (TASK_COMM_LEN), of which /dev/kmsg and dmesg show those that aren't
 * printable as {@code \x1b}.
 */
final class Comm {

    /** As a group; {@link #fits} has the last word. */
    static final String GROUP = "(.{1,60}?)";

    /** With the thread's id behind it, as two groups. */
    static final String WITH_THREAD = GROUP + "\\[(\\d{1,9})\\]";

    private static final int LONGEST = 15;

    private Comm() {}

    /** Whether a name is that short: what is longer has something of another writer before it. */
    static boolean fits(String name) {
        return name.length() <= LONGEST || name.length() - 3 * escapes(name) <= LONGEST;
    }

    private static int escapes(String name) {
        int count = 0;
        for (int i = name.indexOf("\\x"); i >= 0; i = name.indexOf("\\x", i + 4)) {
            count++;
        }
        return count;
    }
}
