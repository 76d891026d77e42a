package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;

/**
 * What the kernel told the program at its start (getauxval(3)); 0 is what isn't known.
 *
 * @param programHeaders AT_PHDR: where the program's headers are in memory
 * @param entry AT_ENTRY
 * @param vdso AT_SYSINFO_EHDR: where the kernel's own code page is
 */
public record AuxiliaryVector(long programHeaders, long entry, long vdso) {

    static final AuxiliaryVector UNKNOWN = new AuxiliaryVector(0, 0, 0);

    private static final int PHDR = 3;
    private static final int ENTRY = 9;
    private static final int VDSO = 33;

    /** From pairs of type and value; of several of a type the last one counts. */
    static AuxiliaryVector parse(ByteBuffer pairs) {
        var known = new long[VDSO + 1];
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long type = pairs.getLong();
            long value = pairs.getLong();
            if (type >= 0 && type < known.length) {
                known[(int) type] = value;
            }
        }
        return new AuxiliaryVector(known[PHDR], known[ENTRY], known[VDSO]);
    }
}
