package dev.corewatch.system;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.invoke.MethodHandle;

/**
 * prctl(2): makes this process non-dumpable, so that the cores it holds can't be read out of its own memory or its own core. Registered
 * for native as int(int,long,long,long,long).
 */
public final class Prctl {

    private static final int PR_GET_DUMPABLE = 3;
    private static final int PR_SET_DUMPABLE = 4;

    private static final MethodHandle PRCTL =
            Libc.link("prctl", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG));

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
        try (var arena = Arena.ofConfined()) {
            var state = Libc.callState(arena);
            int result = (int) PRCTL.invokeExact(state, option, argument, 0L, 0L, 0L);
            if (result < 0) {
                throw new IOException("prctl(2) option " + option + " failed with errno " + Libc.errno(state));
            }
            return result;
        } catch (IOException | RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw Libc.impossible(e);
        }
    }
}
