package dev.corewatch.capture.elf;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * The table of program headers of a core, read forwards: the PT_LOAD and PT_NOTE ones. With 65,535 segments or more, e_phnum is PN_XNUM and
 * the count stands in section header 0 (elf(5)), which lies at a core's end: where a pipe or a truncated file hasn't got it yet. But the
 * kernel puts the notes right behind the table (fs/binfmt_elf.c), and their header comes first: so it ends where they begin.
 *
 * @param segments in the file's order
 * @param whole whether the file holds the whole table
 */
record ProgramHeaders(List<Segment> segments, boolean whole) {

    /** Four times the kernel's default limit of mappings (vm.max_map_count). */
    private static final int MOST = 262_144;

    static ProgramHeaders read(ForwardReader in, ElfHeader header) throws IOException, ElfFormatException {
        if (header.programHeaderSize() != Segment.SIZE || header.programHeaders() < ElfHeader.SIZE) {
            throw hostile("a core whose program headers have a size or place that can't be");
        }
        if (!in.skipTo(header.programHeaders())) {
            return new ProgramHeaders(List.of(), false);
        }
        var segments = new ArrayList<Segment>();
        long count = header.programHeaderCount();
        for (int i = 0; i < count; i++) {
            ByteBuffer bytes = in.read(Segment.SIZE);
            if (bytes.limit() < Segment.SIZE) {
                return new ProgramHeaders(segments, false);
            }
            var segment = checked(Segment.parse(bytes), i);
            if (i == 0 && count == ElfHeader.COUNT_ELSEWHERE) {
                count = countBefore(segment, header);
            }
            if (segment.isLoad() || segment.isNote()) {
                segments.add(segment);
            }
        }
        return new ProgramHeaders(segments, true);
    }

    private static long countBefore(Segment first, ElfHeader header) throws ElfFormatException {
        long table = first.offset() - header.programHeaders();
        if (!first.isNote() || table < (long) ElfHeader.COUNT_ELSEWHERE * Segment.SIZE || table % Segment.SIZE != 0) {
            throw hostile("a core that claims 65,535 program headers or more and whose notes don't lie behind them");
        }
        if (table / Segment.SIZE > MOST) {
            throw hostile("a core with " + table / Segment.SIZE + " program headers; at most " + MOST + " are read");
        }
        return table / Segment.SIZE;
    }

    private static Segment checked(Segment segment, int index) throws ElfFormatException {
        if (segment.overflows()) {
            throw hostile("a core whose program header " + index + " has sizes or offsets that overflow");
        }
        return segment;
    }

    private static ElfFormatException hostile(String message) {
        return new ElfFormatException(Reason.HOSTILE, message);
    }
}
