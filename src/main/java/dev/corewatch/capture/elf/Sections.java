package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The table of sections with its names. */
final class Sections {

    private static final int MOST_NAMES = 1 << 20;
    private static final int LONGEST_NAME = 255;

    private final FileChannel file;
    private final List<Section> all = new ArrayList<>();
    private final List<String> names = new ArrayList<>();
    private final int promised;

    Sections(FileChannel file, ElfHeader header) throws IOException {
        this.file = file;
        int count = header.sectionHeaderSize() == Section.SIZE ? header.sectionHeaderCount() : 0;
        var table = FileBytes.read(file, header.sectionHeaders(), count * Section.SIZE);
        promised = count;
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

    boolean holdDebugInfo() {
        return holds(".debug_info") || holds(".zdebug_info");
    }

    /** Whether the table and every section's bytes are within the file. */
    boolean areWhole() throws IOException {
        long end = file.size();
        return promised > 0
                && all.size() == promised
                && all.stream()
                        .filter(Section::hasBytes)
                        .allMatch(s -> s.offset() >= 0 && s.offset() <= end && s.size() <= end - s.offset());
    }

    boolean holds(String name) {
        var section = named(name);
        return section != null && section.hasBytes();
    }

    @Nullable
    String buildId() throws IOException {
        var notes = all.stream().filter(section -> section.type() == Section.NOTE);
        for (var section : notes.limit(ElfFile.MOST_PIECES).toList()) {
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
