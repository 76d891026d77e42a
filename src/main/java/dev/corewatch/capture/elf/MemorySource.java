package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The memory of a process by address: out of a core, or of /proc/PID/mem while the process waits. */
@FunctionalInterface
public interface MemorySource {

    /** Reads what is there from that address on into the buffer, at its position; stops at the first byte that isn't. */
    void read(long address, ByteBuffer into) throws IOException;

    /** Up to that many bytes, little endian; as many as are there. */
    default ByteBuffer bytes(long address, int length) throws IOException {
        var buffer = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        read(address, buffer);
        return buffer.flip();
    }

    /** Whether there was less than there had been: the process was killed while it was read. */
    default boolean isGone() {
        return false;
    }
}
