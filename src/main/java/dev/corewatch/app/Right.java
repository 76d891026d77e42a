package dev.corewatch.app;

import java.util.Arrays;
import java.util.List;
import org.jboss.logging.Logger;

/** What the agent must be allowed besides being root (capabilities(7)), and what is lost without. Its systemd unit grants these and no other. */
enum Right {
    CHOWN(0, "no core can be kept, for it can't be given to the debugger's group"),
    DAC_READ_SEARCH(2, "files that only another user may read stay unread: binaries, libraries, what runtimes say"),
    KILL(5, "a debugger that hangs can't be ended, for it runs as another user"),
    SETGID(6, "the debugger runs with corewatch's own rights"),
    SETUID(7, "the debugger runs with corewatch's own rights"),
    SETPCAP(8, "the debugger's bounding set stays"),
    SYS_CHROOT(18, "from a mount namespace of its own it can't name a socket in core_pattern"),
    SYS_PTRACE(19, "memory and files of other users' processes can't be read, and the host's mounts not be entered"),
    SYS_ADMIN(
            21,
            "the host's mounts can't be entered, files not be read by map_files, and the debugger could reach the network"),
    SYSLOG(
            34,
            "the kernel's log can't be read where kernel.dmesg_restrict is 1, so that deaths without a core are known by their status alone");

    private static final Logger LOG = Logger.getLogger(Right.class);

    private final int number;
    private final String loss;

    Right(int number, String loss) {
        this.number = number;
        this.loss = loss;
    }

    /**
     * Those that a process lacks.
     *
     * @param effective one bit each
     */
    static List<Right> missing(long effective) {
        return Arrays.stream(values())
                .filter(right -> (effective >> right.number & 1) == 0)
                .toList();
    }

    /** As people and units write it. */
    String word() {
        return "CAP_" + name();
    }

    String loss() {
        return loss;
    }

    /** Says what will not work, before it doesn't. */
    static void tellMissing(long effective) {
        missing(effective).forEach(right -> LOG.warnf("%s is missing: %s", right.word(), right.loss));
    }
}
