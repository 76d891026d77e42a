package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;
import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.ElfHeader;
import dev.corewatch.capture.elf.Note;
import dev.corewatch.capture.elf.Segment;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * The file as elf(5) has it: header, program headers, notes (the kernel's and the mark), and with 65,535 program headers or more the section
 * header that tells how many; then, at an offset that is known before all that is, the pages. Segments are cut where they are kept in
 * part: each piece has a program header, with p_filesz 0 where it was left out.
 */
final class CoreLayout {

    /** Program headers that are read back. */
    static final int MOST_HEADERS = 262_144;

    private static final int SECTION_BYTES = 64;
    private static final int MARK_BYTES = 24;
    private static final int NOTE_ALIGNMENT = 4;

    private final CorePreamble preamble;
    private final AddressSpace space;
    private final List<Segment> notes;
    private final long noteBytes;

    CoreLayout(CorePreamble preamble, AddressSpace space) {
        this.preamble = preamble;
        this.space = space;
        this.notes =
                preamble.headers().segments().stream().filter(Segment::isNote).toList();
        this.noteBytes = notes.stream().mapToLong(Segment::fileBytes).sum() + MARK_BYTES;
    }

    /** How many pages can be kept at most beside as many that are zero, even if none lies beside another. */
    int mostPages(long budgetBytes) {
        int room = (MOST_HEADERS - headers(0)) / 4;
        return Math.clamp(budgetBytes / PAGE, 1, Math.max(1, room));
    }

    private int headers(int pages) {
        return preamble.headers().segments().size() + 1 + 2 * pages;
    }

    /** Where the pages begin, when there are at most that many. */
    long firstPage(int mostPages) {
        long table = (long) headers(mostPages) * Segment.SIZE;
        return AddressSpace.page(ElfHeader.SIZE + table + noteBytes + SECTION_BYTES + PAGE);
    }

    /** Writes all that stands before the pages. */
    void write(FileChannel out, Longs pages, long firstPage) throws IOException {
        int before = Math.max(1, notes.size());
        var table = little(headers(pages.size()) * Segment.SIZE).position(before * Segment.SIZE);
        new Pieces(space, pages, firstPage, table).put();
        leftOut(table, firstPage + (long) pages.size() * PAGE);
        int count = table.position() / Segment.SIZE;
        table.flip();
        long behindNotes = writeNotes(out, ElfHeader.SIZE + (long) count * Segment.SIZE, table);
        FileBytes.write(out, table.position(0), ElfHeader.SIZE);
        writeHeader(out, count, behindNotes);
    }

    /** What has no place in the address space, such as the kernel's own page at its top. */
    private void leftOut(ByteBuffer table, long offset) {
        for (var s : preamble.headers().segments()) {
            if (s.isLoad() && !AddressSpace.holds(s)) {
                new Segment(s.type(), s.flags(), offset, s.address(), 0, s.memoryBytes(), PAGE).put(table);
            }
        }
    }

    /**
     * The mark, then the kernel's, as they are and end. They are one segment, as the kernel's are: of several, elfutils take the first for some and
     * the last for other purposes.
     */
    private long writeNotes(FileChannel out, long offset, ByteBuffer table) throws IOException {
        var name = Note.OURS + "\0";
        var mark = little(MARK_BYTES).putInt(name.length()).putInt(0).putInt(Note.THIN);
        long start = offset;
        long end = FileBytes.write(out, mark.put(name.getBytes(US_ASCII)).position(0), start);
        for (int i = 0; i < Math.max(1, notes.size()); i++) {
            end = i < notes.size() ? FileBytes.write(out, raw(notes.get(i)), end) : end;
            new Segment(Segment.NOTE, 0, start, 0, end - start, 0, NOTE_ALIGNMENT).put(table);
            start = end;
        }
        return end;
    }

    private ByteBuffer raw(Segment segment) {
        return preamble.bytes().slice((int) segment.offset(), (int) segment.fileBytes());
    }

    private void writeHeader(FileChannel out, int count, long behindNotes) throws IOException {
        boolean elsewhere = count >= ElfHeader.COUNT_ELSEWHERE;
        var header = little(ElfHeader.SIZE).put(preamble.bytes().slice(0, ElfHeader.SIZE));
        header.putLong(32, ElfHeader.SIZE).putLong(40, elsewhere ? behindNotes : 0);
        header.putShort(56, (short) Math.min(count, ElfHeader.COUNT_ELSEWHERE));
        header.putShort(58, (short) (elsewhere ? SECTION_BYTES : 0)).putShort(60, (short) (elsewhere ? 1 : 0));
        header.putShort(62, (short) 0);
        FileBytes.write(out, header.position(0), 0);
        if (elsewhere) {
            FileBytes.write(out, little(SECTION_BYTES).putInt(44, count), behindNotes);
        }
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
