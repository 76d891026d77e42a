package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * A program header (elf(5), Elf64_Phdr).
 *
 * @param offset p_offset in the file
 * @param address p_vaddr
 * @param fileBytes p_filesz; in a core fewer than memoryBytes when memory was left out
 */
record Segment(int type, int flags, long offset, long address, long fileBytes, long memoryBytes, long alignment) {

    static final int SIZE = 56;
    static final int LOAD = 1;
    static final int NOTE = 4;

    private static final int EXECUTABLE = 1;
    private static final int WRITABLE = 2;

    /** The next one in a little-endian buffer. */
    static Segment parse(ByteBuffer bytes) {
        int type = bytes.getInt();
        int flags = bytes.getInt();
        long offset = bytes.getLong();
        long address = bytes.getLong();
        bytes.getLong(); // p_paddr
        return new Segment(type, flags, offset, address, bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    boolean isLoad() {
        return type == LOAD;
    }

    boolean isNote() {
        return type == NOTE;
    }

    boolean isExecutable() {
        return (flags & EXECUTABLE) != 0;
    }

    boolean isWritable() {
        return (flags & WRITABLE) != 0;
    }

    /** First offset behind it in the file. */
    long fileEnd() {
        return offset + fileBytes;
    }

    /** Whether that offset lies in its part of the file. */
    boolean fileHolds(long there) {
        return there >= offset && there < fileEnd();
    }

    /** Whether that address lies in its memory. */
    boolean contains(long there) {
        return Long.compareUnsigned(there - address, memoryBytes) < 0;
    }

    /** Whether a size is negative or a sum leaves the range of addresses and offsets. */
    boolean overflows() {
        return offset < 0
                || fileBytes < 0
                || memoryBytes < 0
                || fileEnd() < 0
                || Long.compareUnsigned(address + memoryBytes, address) < 0;
    }
}
