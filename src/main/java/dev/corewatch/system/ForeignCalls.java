package dev.corewatch.system;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** On a JVM: one downcall for all functions, which keeps errno before the JVM can overwrite it. */
final class ForeignCalls implements Libc.Calls {

    private static final Linker LINKER = Linker.nativeLinker();
    private static final StructLayout CALL_STATE = Linker.Option.captureStateLayout();
    private static final VarHandle ERRNO = CALL_STATE.varHandle(PathElement.groupElement("errno"));
    private static final MethodHandle CALL = link();

    /** Restricted by the JDK, and meant here: the start script says --enable-native-access. */
    @SuppressWarnings("restricted")
    private static MethodHandle link() {
        var six = FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG);
        return LINKER.downcallHandle(six, Linker.Option.captureCallState("errno"));
    }

    @Override
    public long address(String function) {
        return LINKER.defaultLookup()
                .find(function)
                .orElseThrow(() -> new UnsatisfiedLinkError(function))
                .address();
    }

    @Override
    public Libc.Result call(long function, long[] a) {
        try (var arena = Arena.ofConfined()) {
            var state = arena.allocate(CALL_STATE);
            var target = MemorySegment.ofAddress(function);
            long value = (long) CALL.invokeExact(target, state, a[0], a[1], a[2], a[3], a[4], a[5]);
            return new Libc.Result(value, (int) ERRNO.get(state, 0L));
        } catch (RuntimeException | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new AssertionError("a downcall declares Throwable and throws none of its own", e);
        }
    }

    /** The arena is closed by the memory's close. */
    @Override
    @SuppressWarnings("MustBeClosedChecker")
    public Libc.Memory allocate(int bytes) {
        var arena = Arena.ofConfined();
        var segment = arena.allocate(bytes, Long.BYTES);
        return new Libc.Memory(segment.address(), segment.asByteBuffer().order(ByteOrder.nativeOrder()), arena::close);
    }
}
