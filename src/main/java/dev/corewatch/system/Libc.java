package dev.corewatch.system;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Links functions of the C library so that errno, which the JVM may overwrite at any time, is kept with each call. */
final class Libc {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));

    private Libc() {}

    /**
     * The function; its first argument is a segment of {@link #callState}. Restricted by the JDK, and meant here: the start script says
     * --enable-native-access.
     */
    @SuppressWarnings("restricted")
    static MethodHandle link(String function, FunctionDescriptor descriptor) {
        var address = LINKER.defaultLookup().findOrThrow(function);
        return LINKER.downcallHandle(address, descriptor, Linker.Option.captureCallState("errno"));
    }

    static MemorySegment callState(Arena arena) {
        return arena.allocate(CALL_STATE);
    }

    static int errno(MemorySegment callState) {
        return (int) ERRNO.get(callState, 0L);
    }

    /** A downcall declares Throwable and throws none of its own. */
    static AssertionError impossible(Throwable thrown) {
        return new AssertionError("a foreign call threw", thrown);
    }
}
