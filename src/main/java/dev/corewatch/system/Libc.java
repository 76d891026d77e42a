package dev.corewatch.system;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The C library's functions by name, with errno kept for each call. A JVM reaches them through the foreign-function API, a native binary
 * through GraalVM's own C calls, which every native-image has. Up to six arguments, integers and addresses: on Linux these travel in one
 * register each, whatever their width, on x86-64 (System V ABI 3.2.3) and AArch64 (AAPCS64 6.8.2), so that all functions share one
 * signature and a new one needs no registration. What a narrower result leaves in the upper half of the register is undefined:
 * {@link Result#asInt()} drops it.
 */
final class Libc {

    private static final int ARGUMENTS = 6;

    /** GraalVM's ImageInfo.PROPERTY_IMAGE_CODE_KEY, set in native binaries only. */
    private static final boolean NATIVE = System.getProperty("org.graalvm.nativeimage.imagecode") != null;

    private static final Calls CALLS = NATIVE ? new ImageCalls() : new ForeignCalls();

    private Libc() {}

    /**
     * The function of that name.
     *
     * @throws UnsatisfiedLinkError when this C library has none
     */
    static Function function(String name) {
        return new Function(CALLS.address(name));
    }

    /** Memory that functions can be given the address of, all zero; freed by close. */
    static Memory memory(int bytes) {
        return CALLS.allocate(bytes);
    }

    /** A string as C has it: these bytes and a zero. */
    static Memory string(byte[] bytes) {
        var memory = memory(bytes.length + 1);
        memory.bytes().put(0, bytes);
        return memory;
    }

    /** How this process reaches the C library. */
    sealed interface Calls permits ForeignCalls, ImageCalls {

        long address(String function);

        /** With exactly six arguments. */
        Result call(long function, long[] arguments);

        Memory allocate(int bytes);
    }

    /** A function at its address in this process. */
    record Function(long address) {

        Result call(long... arguments) {
            if (arguments.length > ARGUMENTS) {
                throw new IllegalArgumentException(arguments.length + " arguments, at most " + ARGUMENTS);
            }
            return CALLS.call(address, Arrays.copyOf(arguments, ARGUMENTS));
        }
    }

    /**
     * What a call left.
     *
     * @param asLong for functions that return long or an address
     * @param errno says something only when the function failed
     */
    record Result(long asLong, int errno) {

        int asInt() {
            return (int) asLong;
        }
    }

    /**
     * Memory outside the heap.
     *
     * @param bytes in this machine's order; not to be touched after close
     */
    record Memory(long address, ByteBuffer bytes, Runnable free) implements AutoCloseable {

        @Override
        public void close() {
            free.run();
        }
    }
}
