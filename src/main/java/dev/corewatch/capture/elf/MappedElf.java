package dev.corewatch.capture.elf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The headers of an ELF file as the loader mapped it, read from the process's memory. */
public final class MappedElf {

    private static final int MOST_SEGMENTS = 512;
    /** Of a file; linkers make three. */
    private static final int MOST_NOTE_SEGMENTS = 16;

    private static final int MOST_NOTES = 16 * 1024;

    private MappedElf() {}

    /** What is mapped at that address, whose mapping is of file offset 0. */
    public static Content at(MemorySource memory, long start) throws IOException {
        var bytes = memory.bytes(start, ElfHeader.SIZE);
        if (bytes.limit() < ElfHeader.SIZE) {
            return new Unknown();
        }
        try {
            return elf(memory, start, ElfHeader.parse(bytes));
        } catch (ElfFormatException e) {
            return new SomethingElse();
        }
    }

    private static Elf elf(MemorySource memory, long start, ElfHeader header) throws IOException {
        var segments = segments(memory, start, header);
        long bias = segments.stream()
                .filter(Segment::isLoad)
                .findFirst()
                .map(first -> start - (first.address() - first.offset()))
                .orElse(start);
        return new Elf(buildId(memory, bias, segments), bias, segments);
    }

    private static @Nullable String buildId(MemorySource memory, long bias, List<Segment> segments) throws IOException {
        for (var segment : segments.stream()
                .filter(Segment::isNote)
                .limit(MOST_NOTE_SEGMENTS)
                .toList()) {
            var found = buildId(memory, bias, segment);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static List<Segment> segments(MemorySource memory, long start, ElfHeader header) throws IOException {
        int count =
                header.programHeaderSize() == Segment.SIZE ? Math.min(header.programHeaderCount(), MOST_SEGMENTS) : 0;
        var table = memory.bytes(start + header.programHeaders(), count * Segment.SIZE);
        var segments = new ArrayList<Segment>();
        while (table.remaining() >= Segment.SIZE) {
            segments.add(Segment.parse(table));
        }
        return segments;
    }

    private static @Nullable String buildId(MemorySource memory, long bias, Segment notes) throws IOException {
        int length = Math.clamp(notes.memoryBytes(), 0, MOST_NOTES);
        return BuildId.find(memory.bytes(bias + notes.address(), length), notes.alignment());
    }

    /** What the first page of a mapped file is. */
    public sealed interface Content {}

    /**
     * An ELF file.
     *
     * @param buildId absent when it has none
     * @param bias what to add to the addresses of its segments
     */
    public record Elf(@Nullable String buildId, long bias, List<Segment> segments) implements Content {}

    /** Not an ELF file that the loader maps. */
    public record SomethingElse() implements Content {}

    /** The page isn't there. */
    public record Unknown() implements Content {}
}
