package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/**
 * A program, library or .debug file on disk (elf(5); gdb's manual, "Debugging Information in Separate Files").
 *
 * @param buildId lower-case hexadecimal; absent when it has none
 * @param debugInfo whether it holds DWARF itself (.debug_info, perhaps compressed)
 * @param debugLink file name in .gnu_debuglink: a name without directory; absent when there is none
 */
public record ElfFile(
        int machine,
        @Nullable String buildId,
        boolean debugInfo,
        @Nullable String debugLink) {

    private static final int MOST_SEGMENTS = 4096;
    private static final int MOST_NOTES = 64 * 1024;
    /** Pieces of notes that are looked at; linkers make three. */
    static final int MOST_PIECES = 64;

    /** Reads headers, notes and section names, wherever the channel stands. */
    public static ElfFile read(FileChannel file) throws IOException, ElfFormatException {
        var header = ElfHeader.parse(FileBytes.read(file, 0, ElfHeader.SIZE));
        var sections = new Sections(file, header);
        var buildId = buildId(file, header);
        return new ElfFile(
                header.machine(),
                buildId != null ? buildId : sections.buildId(),
                sections.holdDebugInfo(),
                sections.debugLink());
    }

    /**
     * Whether a file that came from elsewhere is what a debugger needs: nothing is cut off, and it holds what it was asked for.
     *
     * @param code its own, as a program or library has it; else debug information
     */
    public static boolean isUsable(FileChannel file, boolean code) throws IOException, ElfFormatException {
        var sections = new Sections(file, ElfHeader.parse(FileBytes.read(file, 0, ElfHeader.SIZE)));
        return sections.areWhole() && (code ? sections.holds(".text") : sections.holdDebugInfo());
    }

    private static @Nullable String buildId(FileChannel file, ElfHeader header) throws IOException {
        int count =
                header.programHeaderSize() == Segment.SIZE ? Math.min(header.programHeaderCount(), MOST_SEGMENTS) : 0;
        var table = FileBytes.read(file, header.programHeaders(), count * Segment.SIZE);
        int pieces = 0;
        while (table.remaining() >= Segment.SIZE && pieces < MOST_PIECES) {
            var segment = Segment.parse(table);
            pieces += segment.isNote() ? 1 : 0;
            var found =
                    segment.isNote() ? buildId(file, segment.offset(), segment.fileBytes(), segment.alignment()) : null;
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    static @Nullable String buildId(FileChannel file, long offset, long size, long alignment) throws IOException {
        return BuildId.find(FileBytes.read(file, offset, Math.clamp(size, 0, MOST_NOTES)), alignment);
    }
}
