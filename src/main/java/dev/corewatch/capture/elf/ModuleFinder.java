package dev.corewatch.capture.elf;

import dev.corewatch.crash.Module;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the ELF files among the mapped ones. Mappings are grouped by name; the first page of the file (offset 0) tells. Where that page isn't
 * in the core, the file counts when one of its mappings is executable.
 */
final class ModuleFinder {

    private static final String DELETED = " (deleted)";
    private static final int MOST = 4096;

    private final MemorySource memory;
    private final TreeMap<Long, Segment> executable = new TreeMap<>(Long::compareUnsigned);

    ModuleFinder(MemorySource memory, CoreHeaders headers) {
        this.memory = memory;
        headers.segments().stream()
                .filter(s -> s.isLoad() && s.isExecutable())
                .forEach(s -> executable.put(s.address(), s));
    }

    List<Module> find(List<Mapping> mappings) throws IOException {
        var modules = new ArrayList<Module>();
        for (var group : byPath(mappings)) {
            var module = modules.size() < MOST ? module(group) : null;
            if (module != null) {
                modules.add(module);
            }
        }
        return modules;
    }

    /** In order of address. */
    private static List<List<Mapping>> byPath(List<Mapping> mappings) {
        var groups = new LinkedHashMap<String, List<Mapping>>();
        for (var mapping : mappings) {
            groups.computeIfAbsent(mapping.path(), path -> new ArrayList<>()).add(mapping);
        }
        return groups.values().stream()
                .sorted(Comparator.comparingLong(ModuleFinder::base))
                .toList();
    }

    private @Nullable Module module(List<Mapping> group) throws IOException {
        return switch (content(group)) {
            case MappedElf.Elf elf -> module(group, elf.buildId());
            case MappedElf.Unknown() -> group.stream().anyMatch(this::isExecutable) ? module(group, null) : null;
            case MappedElf.SomethingElse() -> null;
        };
    }

    private MappedElf.Content content(List<Mapping> group) throws IOException {
        for (var mapping : group) {
            if (mapping.fileOffset() == 0) {
                return MappedElf.at(memory, mapping.start());
            }
        }
        return new MappedElf.Unknown();
    }

    private boolean isExecutable(Mapping mapping) {
        var floor = executable.floorEntry(mapping.start());
        return floor != null
                && mapping.start() - floor.getKey() < floor.getValue().memoryBytes();
    }

    private static Module module(List<Mapping> group, @Nullable String buildId) {
        long end = group.stream().mapToLong(Mapping::end).reduce(0, (a, b) -> lower(a, b) == a ? b : a);
        var path = group.getFirst().path();
        var name = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        return new Module(name, buildId, hex(base(group)), hex(end), Module.Match.MISSING, null);
    }

    private static long base(List<Mapping> group) {
        return group.stream().mapToLong(Mapping::start).reduce(-1, ModuleFinder::lower);
    }

    /** Whether the module is the one that the mappings of that name became. */
    static boolean isOf(Module module, String path) {
        return path.equals(module.path()) || path.equals(module.path() + DELETED);
    }

    private static long lower(long a, long b) {
        return Long.compareUnsigned(a, b) <= 0 ? a : b;
    }

    private static String hex(long address) {
        return "0x" + Long.toHexString(address);
    }
}
