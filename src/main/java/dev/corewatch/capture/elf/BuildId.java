package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Finds the NT_GNU_BUILD_ID note (ld(1), --build-id) among the notes of an ELF file. */
final class BuildId {

    private static final int LONGEST = 64;
    private static final int GNU = 0x00554E47;
    private static final int GNU_NAME_BYTES = 4;

    private BuildId() {}

    /**
     * Lower-case hexadecimal; null when there is none.
     *
     * @param notes little endian
     * @param alignment of the segment or section: 8, or else 4
     */
    static @Nullable String find(ByteBuffer notes, long alignment) {
        int padding = alignment == 8 ? 8 : 4;
        while (notes.remaining() >= Note.SIZE) {
            var note = Note.parse(notes);
            long length = note.paddedName(padding) + note.descriptionBytes();
            if (length > notes.remaining()) {
                return null;
            }
            if (isBuildId(note, notes)) {
                return hex(notes, (int) note.paddedName(padding), (int) note.descriptionBytes());
            }
            long next = notes.position() + note.paddedName(padding) + note.paddedDescription(padding);
            notes.position((int) Math.min(next, notes.limit()));
        }
        return null;
    }

    private static boolean isBuildId(Note note, ByteBuffer notes) {
        return note.type() == Note.GNU_BUILD_ID
                && note.nameBytes() == GNU_NAME_BYTES
                && notes.getInt(notes.position()) == GNU
                && note.descriptionBytes() >= 1
                && note.descriptionBytes() <= LONGEST;
    }

    private static String hex(ByteBuffer notes, int skipped, int length) {
        byte[] bytes = new byte[length];
        notes.get(notes.position() + skipped, bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
