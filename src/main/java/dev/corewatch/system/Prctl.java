package dev.corewatch.system;

import java.io.IOException;

/** prctl(2): makes this process non-dumpable, so that the cores it holds can't be read out of its own memory or its own core. */
public final class Prctl {

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private static final Libc.Function PRCTL = Libc.function("prctl");

    private Prctl() {}

    /** From now on no core of this process and no ptrace by its own uid. Its /proc/PID belongs to root then. */
    public static void makeNonDumpable() throws IOException {
        call(PR_SET_DUMPABLE, 0);
    }

    static void makeDumpable() throws IOException {
        call(PR_SET_DUMPABLE, 1);
    }

    static boolean isDumpable() throws IOException {
        return call(PR_GET_DUMPABLE, 0) == 1;
    }

    private static int call(int option, long argument) throws IOException {
        var result = PRCTL.call(option, argument);
        if (result.asInt() < 0) {
            throw new IOException("prctl(2) option " + option + " failed with errno " + result.errno());
        }
        return result.asInt();
    }
}
