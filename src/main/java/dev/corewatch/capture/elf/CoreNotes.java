package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the notes of a core say.
 *
 * @param registers of the threads in the core's order: the one that got the signal comes first
 * @param mappings of NT_FILE
 * @param auxiliary of NT_AUXV
 * @param thin whether the core bears the mark of one whose memory was left out on purpose ({@link Note#THIN})
 */
public record CoreNotes(
        CoreProcess process,
        @Nullable Signal signal,
        List<ThreadRegisters> registers,
        List<Mapping> mappings,
        AuxiliaryVector auxiliary,
        boolean thin) {

    /** The threads, in the core's order. */
    public List<CoreThread> threads() {
        return registers.stream().map(ThreadRegisters::thread).toList();
    }
}
