package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * A program header (elf(5), Elf64_Phdr).
 *
 * @param offset p_offset in the file
 * @param address p_vaddr
 * @param fileBytes p_filesz; in a core fewer than memoryBytes when memory was left out
 */
public record Segment(
        int type, int flags, long offset, long address, long fileBytes, long memoryBytes, long alignment) {

    public static final int SIZE = 56;
    public static final int LOAD = 1;
    public static final int DYNAMIC = 2;
    public static final int NOTE = 4;

    private static final int EXECUTABLE = 1;
    private static final int WRITABLE = 2;
    private static final int READABLE = 4;

    /** The next one in a little-endian buffer. */
    static Segment parse(ByteBuffer bytes) {
        int type = bytes.getInt();
        int flags = bytes.getInt();
        long offset = bytes.getLong();
        long address = bytes.getLong();
        bytes.getLong(); // p_paddr
        return new Segment(type, flags, offset, address, bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    public boolean isLoad() {
        return type == LOAD;
    }

    public boolean isNote() {
        return type == NOTE;
    }

    public boolean isExecutable() {
        return (flags & EXECUTABLE) != 0;
    }

    public boolean isWritable() {
        return (flags & WRITABLE) != 0;
    }

    public boolean isReadable() {
        return (flags & READABLE) != 0;
    }

    /** The same as a little-endian buffer takes it; p_paddr is 0. */
    public void put(ByteBuffer bytes) {
        bytes.putInt(type).putInt(flags).putLong(offset).putLong(address).putLong(0);
        bytes.putLong(fileBytes).putLong(memoryBytes).putLong(alignment);
    }

    /** First offset behind it in the file. */
    public long fileEnd() {
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
