package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Where a program's or library's code lies in its file and where it is linked to (PT_LOAD, elf(5)): from what a kernel's line says of an
 * instruction to the address that addr2line takes. The kernel maps a segment in whole pages (fs/binfmt_elf.c), so the mapping's length is
 * a proof that a file is not the one that crashed, and the start of a mapping is the start of the segment's first page. Which page
 * size, the length tells where there is a choice.
 */
public final class CodeMap {

    private static final int MOST_SEGMENTS = 4096;
    private static final int X86_64 = 62;
    private static final List<Long> PAGE = List.of(4L << 10);
    private static final List<Long> PAGES_ELSEWHERE = List.of(4L << 10, 16L << 10, 64L << 10);

    private final List<Segment> code;
    private final List<Long> pages;

    private CodeMap(int machine, List<Segment> code) {
        this.code = List.copyOf(code);
        this.pages = machine == X86_64 ? PAGE : PAGES_ELSEWHERE;
    }

    /** Reads the program headers, wherever the channel stands. */
    public static CodeMap read(FileChannel file) throws IOException, ElfFormatException {
        var header = ElfHeader.parse(FileBytes.read(file, 0, ElfHeader.SIZE));
        int count =
                header.programHeaderSize() == Segment.SIZE ? Math.min(header.programHeaderCount(), MOST_SEGMENTS) : 0;
        var table = FileBytes.read(file, header.programHeaders(), count * Segment.SIZE);
        var code = new ArrayList<Segment>();
        while (table.remaining() >= Segment.SIZE) {
            var segment = Segment.parse(table);
            if (segment.isLoad() && segment.isExecutable() && !segment.overflows()) {
                code.add(segment);
            }
        }
        return new CodeMap(header.machine(), code);
    }

    /**
     * The linked address of an instruction by its offset in the file.
     *
     * @param mapped length of the mapping it was in
     * @return empty when no code of this file lies there, or is mapped that long
     */
    public OptionalLong ofFileOffset(long offset, long mapped) {
        return only(code.stream()
                .filter(segment -> pageSize(segment, mapped) > 0 && segment.fileHolds(offset))
                .mapToLong(segment -> segment.address() + offset - segment.offset()));
    }

    /**
     * The linked address of an instruction by its distance from the start of the mapping it was in, as Linux before 6.7 tells it.
     *
     * @param mapped length of that mapping
     * @return empty when no code of this file is mapped that long, or more than one segment is: then nobody knows which
     */
    public OptionalLong ofMappingOffset(long distance, long mapped) {
        return only(code.stream()
                .filter(segment -> pageSize(segment, mapped) > 0)
                .mapToLong(segment -> segment.address() - segment.address() % pageSize(segment, mapped) + distance));
    }

    private static OptionalLong only(LongStream addresses) {
        var found = addresses.limit(2).toArray();
        return found.length == 1 ? OptionalLong.of(found[0]) : OptionalLong.empty();
    }

    /** The page size by which this segment is mapped that long; 0 when there is none. */
    private long pageSize(Segment segment, long mapped) {
        for (long page : pages) {
            long bytes = segment.address() % page + segment.fileBytes();
            if ((bytes + page - 1) / page * page == mapped) {
                return page;
            }
        }
        return 0;
    }
}
