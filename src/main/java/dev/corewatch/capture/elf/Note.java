package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * The header of a note (elf(5), Elf64_Nhdr): sizes of the name and of the description behind it, each padded.
 *
 * @param nameBytes n_namesz, unsigned
 * @param descriptionBytes n_descsz, unsigned
 */
public record Note(long nameBytes, long descriptionBytes, int type) {

    public static final int SIZE = 12;
    static final int PRSTATUS = 1;
    static final int GNU_BUILD_ID = 3;
    static final int PRPSINFO = 3;
    static final int AUXV = 6;
    static final int SIGINFO = 0x53494749;
    static final int FILE = 0x46494C45;
    static final int ARM_TLS = 0x401;

    /**
     * "CWTH", in a note of the owner {@link #OURS}: the mark of a core whose memory was left out on purpose. No type that debuggers know:
     * gdb goes by the type alone, whoever the owner is.
     */
    public static final int THIN = 0x48545743;

    public static final String OURS = "corewatch";

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
