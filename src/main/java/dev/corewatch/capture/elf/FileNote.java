package dev.corewatch.capture.elf;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * NT_FILE: a count, the size of the unit of file offsets, count triples (start, end, offset), then as many names, each ended by NUL
 * (fs/binfmt_elf.c, fill_files_note).
 */
final class FileNote {

    private static final int TRIPLE = 3 * Long.BYTES;
    private static final int HEADER = 2 * Long.BYTES;
    private static final int LONGEST_PATH = 4096;

    /** Twice the kernel's default limit of mappings (vm.max_map_count). */
    private static final int MOST = 131_072;

    private FileNote() {}

    static List<Mapping> parse(ByteBuffer note) throws ElfFormatException {
        long count = note.remaining() < HEADER ? -1 : note.getLong();
        if (count < 0 || count > MOST || count * TRIPLE > note.remaining() - Long.BYTES) {
            throw new ElfFormatException(Reason.HOSTILE, "a core whose list of mapped files (NT_FILE) lies");
        }
        long unit = note.getLong();
        var names = note.duplicate().position(note.position() + (int) count * TRIPLE);
        var mappings = new ArrayList<Mapping>();
        var path = "";
        for (int i = 0; i < count; i++) {
            path = nextName(names, path);
            mappings.add(new Mapping(note.getLong(), note.getLong(), note.getLong() * unit, path));
        }
        return mappings;
    }

    /** Mappings of one file follow each other: their name is kept once. */
    private static String nextName(ByteBuffer names, String previous) {
        int end = names.position();
        while (end < names.limit() && names.get(end) != 0) {
            end++;
        }
        int length = end - names.position();
        var name = Words.read(names, Math.min(length, LONGEST_PATH));
        names.position(Math.min(end + 1, names.limit()));
        return name.equals(previous) ? previous : name;
    }
}
