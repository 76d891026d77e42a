package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the notes of a core say.
 *
 * @param threads in the core's order: the one that got the signal comes first
 * @param mappings of NT_FILE
 * @param programHeaders AT_PHDR of NT_AUXV: where the program's headers are in memory; 0 when unknown
 * @param entry AT_ENTRY; 0 when unknown
 */
record CoreNotes(
        CoreProcess process,
        @Nullable Signal signal,
        List<CoreThread> threads,
        List<Mapping> mappings,
        long programHeaders,
        long entry) {}
