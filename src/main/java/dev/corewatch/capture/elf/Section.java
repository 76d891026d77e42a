package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * A section header (elf(5), Elf64_Shdr).
 *
 * @param name offset in the table of section names
 */
record Section(int name, int type, long offset, long size, long alignment) {

    static final int SIZE = 64;
    static final int NOTE = 7;
    static final int NO_BITS = 8;

    /** The next one in a little-endian buffer. */
    static Section parse(ByteBuffer bytes) {
        int at = bytes.position();
        bytes.position(at + SIZE);
        return new Section(
                bytes.getInt(at),
                bytes.getInt(at + 4),
                bytes.getLong(at + 24),
                bytes.getLong(at + 32),
                bytes.getLong(at + 48));
    }

    /** Whether the file holds its bytes (a .debug file keeps the headers of sections that stayed in the program). */
    boolean hasBytes() {
        return type != NO_BITS && size > 0;
    }
}
