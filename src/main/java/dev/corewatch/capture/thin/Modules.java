package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.CoreNotes;
import dev.corewatch.capture.elf.MappedElf;
import dev.corewatch.capture.elf.Mapping;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.capture.elf.Segment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The program and the libraries that a process has mapped, the program first: where their headers and build-ids are, and where what they write to
 * is (their writable PT_LOAD, which covers .data, .bss, and what the dynamic linker seals after relocation: .dynamic and the GOT).
 */
final class Modules {

    private static final int MOST = 1024;
    private static final long FIRST_PAGE = 4096;
    private static final long NOTES = 16L << 10;
    private static final long WRITABLE = 16L << 20;

    private record Module(Mapping mapping, MappedElf.Elf elf) {

        Range range(Segment segment, long most) {
            return Range.of(elf.bias() + segment.address(), segment.memoryBytes(), most);
        }
    }

    private final List<Module> modules = new ArrayList<>();

    Modules(CoreNotes notes, MemorySource memory) throws IOException {
        var program = notes.auxiliary().programHeaders();
        var firsts = notes.mappings().stream()
                .filter(mapping -> mapping.fileOffset() == 0)
                .sorted(Comparator.comparing(mapping -> !mapping.contains(program)))
                .limit(MOST)
                .toList();
        for (var mapping : firsts) {
            if (MappedElf.at(memory, mapping.start()) instanceof MappedElf.Elf elf) {
                modules.add(new Module(mapping, elf));
            }
        }
    }

    /** First pages and build-ids. */
    List<Range> headers() {
        var ranges = new ArrayList<Range>();
        for (var module : modules) {
            ranges.add(Range.of(module.mapping().start(), FIRST_PAGE, FIRST_PAGE));
            module.elf().segments().stream().filter(Segment::isNote).forEach(s -> ranges.add(module.range(s, NOTES)));
        }
        return ranges;
    }

    /** What the program writes to. */
    List<Range> ofProgram() {
        return modules.stream().limit(1).flatMap(Modules::writable).toList();
    }

    /** What the libraries write to. */
    List<Range> ofLibraries() {
        return modules.stream().skip(1).flatMap(Modules::writable).toList();
    }

    private static Stream<Range> writable(Module module) {
        return module.elf().segments().stream()
                .filter(s -> s.isLoad() && s.isWritable())
                .map(s -> module.range(s, WRITABLE));
    }

    /** The program's PT_DYNAMIC; empty when it has none. */
    Range dynamic() {
        return modules.stream()
                .limit(1)
                .flatMap(module -> module.elf().segments().stream()
                        .filter(s -> s.type() == Segment.DYNAMIC)
                        .map(s -> module.range(s, FIRST_PAGE)))
                .findFirst()
                .orElse(new Range(0, 0));
    }
}
