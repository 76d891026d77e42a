package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * The header of a note (elf(5), Elf64_Nhdr): sizes of the name and of the description behind it, each padded.
 *
 * @param nameBytes n_namesz, unsigned
 * @param descriptionBytes n_descsz, unsigned
 */
record Note(long nameBytes, long descriptionBytes, int type) {

    static final int SIZE = 12;
    static final int PRSTATUS = 1;
    static final int GNU_BUILD_ID = 3;
    static final int PRPSINFO = 3;
    static final int AUXV = 6;
    static final int SIGINFO = 0x53494749;
    static final int FILE = 0x46494C45;

    static Note parse(ByteBuffer bytes) {
        long nameBytes = Integer.toUnsignedLong(bytes.getInt());
        long descriptionBytes = Integer.toUnsignedLong(bytes.getInt());
        return new Note(nameBytes, descriptionBytes, bytes.getInt());
    }

    long paddedName(int alignment) {
        return padded(SIZE + nameBytes, alignment) - SIZE;
    }

    long paddedDescription(int alignment) {
        return padded(descriptionBytes, alignment);
    }

    private static long padded(long bytes, int alignment) {
        return (bytes + alignment - 1) / alignment * alignment;
    }
}
