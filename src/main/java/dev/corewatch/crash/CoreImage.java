package dev.corewatch.crash;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a core says of itself: its ELF headers and notes, and the build-ids found in the first pages of the mapped ELF files
 * (elf(5), core(5)). Everything here is a claim of the dead process's memory and bounded by the reader.
 *
 * @param facts sizes
 * @param machine e_machine (62 is x86-64, 183 arm64)
 * @param process from NT_PRPSINFO and NT_PRSTATUS
 * @param signal from NT_SIGINFO, or from NT_PRSTATUS when that is absent
 * @param threads the crashed thread first
 * @param modules from NT_FILE, in order of address, not yet resolved ({@link Module.Match#MISSING})
 * @param executable the module of the program itself, by AT_ENTRY or AT_PHDR of NT_AUXV
 */
public record CoreImage(
        CoreFacts facts,
        int machine,
        CoreProcess process,
        @Nullable Signal signal,
        List<CoreThread> threads,
        List<Module> modules,
        @Nullable Module executable) {

    public CoreImage {
        threads = List.copyOf(threads);
        modules = List.copyOf(modules);
    }

    /** The process's pid and its threads' ids. */
    public Set<Integer> ids() {
        return Stream.concat(Stream.of(process.pid()), threads.stream().map(CoreThread::id))
                .collect(Collectors.toSet());
    }
}
