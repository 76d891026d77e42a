package dev.corewatch.capture.elf;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import java.nio.ByteBuffer;

/**
 * The first 64 bytes of a 64-bit little-endian ELF file (elf(5), Elf64_Ehdr).
 *
 * @param type e_type: 2 executable, 3 shared object or position-independent program, 4 core
 * @param machine e_machine
 * @param programHeaders e_phoff
 * @param sectionHeaders e_shoff
 * @param programHeaderCount e_phnum; {@link #COUNT_ELSEWHERE} when it doesn't fit
 */
public record ElfHeader(
        int type,
        int machine,
        long programHeaders,
        long sectionHeaders,
        int programHeaderSize,
        int programHeaderCount,
        int sectionHeaderSize,
        int sectionHeaderCount,
        int sectionNames) {

    public static final int SIZE = 64;
    static final int EXECUTABLE = 2;
    static final int SHARED = 3;
    static final int CORE = 4;
    public static final int COUNT_ELSEWHERE = 0xFFFF;

    private static final int MAGIC = 0x464C457F;
    private static final int CLASS_64 = 2;
    private static final int LITTLE_ENDIAN = 1;

    /** From a little-endian buffer. */
    static ElfHeader parse(ByteBuffer bytes) throws ElfFormatException {
        checkIdentity(bytes);
        return new ElfHeader(
                bytes.getShort(16),
                Short.toUnsignedInt(bytes.getShort(18)),
                bytes.getLong(32),
                bytes.getLong(40),
                bytes.getShort(54),
                Short.toUnsignedInt(bytes.getShort(56)),
                bytes.getShort(58),
                Short.toUnsignedInt(bytes.getShort(60)),
                Short.toUnsignedInt(bytes.getShort(62)));
    }

    private static void checkIdentity(ByteBuffer bytes) throws ElfFormatException {
        if (bytes.limit() == 0) {
            throw new ElfFormatException(Reason.EMPTY, "empty");
        }
        if (bytes.limit() < Integer.BYTES || bytes.getInt(0) != MAGIC) {
            throw new ElfFormatException(Reason.NOT_ELF, "not an ELF file");
        }
        if (bytes.limit() < SIZE) {
            throw new ElfFormatException(
                    Reason.CUT_HEADER, "an ELF file that ends after " + bytes.limit() + " bytes, inside its header");
        }
        if (bytes.get(4) != CLASS_64 || bytes.get(5) != LITTLE_ENDIAN) {
            throw new ElfFormatException(
                    Reason.UNSUPPORTED, "a 32-bit or big-endian ELF file; only 64-bit little-endian ones are read");
        }
    }

    /** The type in words. */
    String kind() {
        return switch (type) {
            case 1 -> "an ELF object file";
            case EXECUTABLE -> "an ELF executable";
            case SHARED -> "an ELF shared library or executable";
            case CORE -> "an ELF core";
            default -> "an ELF file of type " + type;
        };
    }
}
