package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST_NAMES = 1 << 20;
    private static final int MOST_NOTES = 64 * 1024;
    /** Pieces of notes that are looked at; linkers make three. */
    private static final int MOST_PIECES = 64;

    private static final int LONGEST_NAME = 255;

    /** Reads headers, notes and section names, wherever the channel stands. */
    public static ElfFile read(FileChannel file) throws IOException, ElfFormatException {
        var header = ElfHeader.parse(FileBytes.read(file, 0, ElfHeader.SIZE));
        var sections = new Sections(file, header);
        var buildId = buildId(file, header);
        return new ElfFile(
                header.machine(),
                buildId != null ? buildId : sections.buildId(),
                sections.holds(".debug_info") || sections.holds(".zdebug_info"),
                sections.debugLink());
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

    private static @Nullable String buildId(FileChannel file, long offset, long size, long alignment)
            throws IOException {
        return BuildId.find(FileBytes.read(file, offset, Math.clamp(size, 0, MOST_NOTES)), alignment);
    }

    /** The table of sections with its names. */
    private static final class Sections {

        private final FileChannel file;
        private final List<Section> all = new ArrayList<>();
        private final List<String> names = new ArrayList<>();

        Sections(FileChannel file, ElfHeader header) throws IOException {
            this.file = file;
            int count = header.sectionHeaderSize() == Section.SIZE ? header.sectionHeaderCount() : 0;
            var table = FileBytes.read(file, header.sectionHeaders(), count * Section.SIZE);
            while (table.remaining() >= Section.SIZE) {
                all.add(Section.parse(table));
            }
            readNames(header.sectionNames());
        }

        private void readNames(int index) throws IOException {
            if (index >= all.size()) {
                return;
            }
            var table = all.get(index);
            var bytes = FileBytes.read(file, table.offset(), Math.clamp(table.size(), 0, MOST_NAMES));
            for (var section : all) {
                boolean inside = section.name() >= 0 && section.name() < bytes.limit();
                names.add(inside ? Words.read(bytes.position(section.name()), LONGEST_NAME) : "");
            }
        }

        private @Nullable Section named(String name) {
            int index = names.indexOf(name);
            return index < 0 ? null : all.get(index);
        }

        boolean holds(String name) {
            var section = named(name);
            return section != null && section.hasBytes();
        }

        @Nullable
        String buildId() throws IOException {
            var notes = all.stream().filter(section -> section.type() == Section.NOTE);
            for (var section : notes.limit(MOST_PIECES).toList()) {
                var found = ElfFile.buildId(file, section.offset(), section.size(), section.alignment());
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        @Nullable
        String debugLink() throws IOException {
            var section = named(".gnu_debuglink");
            if (section == null || !section.hasBytes()) {
                return null;
            }
            var name = Words.read(FileBytes.read(file, section.offset(), LONGEST_NAME), LONGEST_NAME);
            return name.isEmpty() || name.contains("/") || name.equals("..") ? null : name;
        }
    }
}
