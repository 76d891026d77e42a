package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The memory of a process that stands still, by /proc/PID/mem (proc(5)). It belongs to the process that had the pid when it was opened, for as
 * long as it is open: a successor's memory is never read. What can't be read isn't there.
 */
public final class ProcessMemory implements MemorySource, AutoCloseable {

    private final FileChannel memory;
    private boolean gone;

    private ProcessMemory(FileChannel memory) {
        this.memory = memory;
    }

    /**
     * Of the process with that directory.
     *
     * @param process /proc/PID
     */
    public static ProcessMemory of(Path process) throws IOException {
        return new ProcessMemory(FileChannel.open(process.resolve("mem")));
    }

    /** Addresses in the kernel's half have no place in a file and are never there. */
    @Override
    public void read(long address, ByteBuffer into) {
        long from = address;
        try {
            while (from >= 0 && into.hasRemaining()) {
                int read = memory.read(into, from);
                gone |= read <= 0;
                from = read <= 0 ? -1 : from + read;
            }
        } catch (IOException notThere) {
            return; // EIO: no page, or none that may be read
        }
    }

    /** Whether something was read when nothing was left: the process has been killed. What is not mapped gives an error instead. */
    @Override
    public boolean isGone() {
        return gone;
    }

    @Override
    public void close() throws IOException {
        memory.close();
    }
}
