package dev.corewatch.system;

import java.nio.ByteOrder;
import org.graalvm.nativeimage.UnmanagedMemory;
import org.graalvm.nativeimage.c.function.CFunction;
import org.graalvm.nativeimage.c.function.CFunctionPointer;
import org.graalvm.nativeimage.c.function.InvokeCFunctionPointer;
import org.graalvm.nativeimage.c.type.CCharPointer;
import org.graalvm.nativeimage.c.type.CIntPointer;
import org.graalvm.nativeimage.c.type.CTypeConversion;
import org.graalvm.word.Pointer;
import org.graalvm.word.PointerBase;
import org.graalvm.word.WordFactory;

/**
 * In a native binary. Functions run in native state, so that one that blocks holds up no garbage collection; on the way back the thread
 * may wait for one, on pthread locks, which leave errno alone (POSIX: they return their error). Nothing else comes between a call and the
 * look at errno: no allocation, no loop.
 */
final class ImageCalls implements Libc.Calls {

    @CFunction("dlsym")
    private static native PointerBase dlsym(PointerBase anyLibrary, CCharPointer name);

    /** Where this thread's errno is, in glibc and musl. */
    @CFunction(value = "__errno_location", transition = CFunction.Transition.NO_TRANSITION)
    private static native CIntPointer errnoLocation();

    private interface SixArguments extends CFunctionPointer {

        @InvokeCFunctionPointer
        long call(long a, long b, long c, long d, long e, long f);
    }

    @Override
    public long address(String function) {
        try (var name = CTypeConversion.toCString(function)) {
            var found = dlsym(WordFactory.nullPointer(), name.get());
            if (found.isNull()) {
                throw new UnsatisfiedLinkError(function);
            }
            return found.rawValue();
        }
    }

    @Override
    public Libc.Result call(long function, long[] a) {
        SixArguments target = WordFactory.pointer(function);
        long value = target.call(a[0], a[1], a[2], a[3], a[4], a[5]);
        int errno = errnoLocation().read();
        return new Libc.Result(value, errno);
    }

    @Override
    public Libc.Memory allocate(int bytes) {
        Pointer memory = UnmanagedMemory.calloc(bytes);
        long address = memory.rawValue();
        var buffer = CTypeConversion.asByteBuffer(memory, bytes).order(ByteOrder.nativeOrder());
        return new Libc.Memory(address, buffer, () -> UnmanagedMemory.free(WordFactory.pointer(address)));
    }
}
