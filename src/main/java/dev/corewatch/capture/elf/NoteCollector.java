package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Signal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gathers from the notes of a core what a crash needs (sys/procfs.h, linux/elfcore.h). Each kind but NT_PRSTATUS counts once, the first time;
 * a note too short for its structure counts as absent.
 */
final class NoteCollector {

    private static final int MOST_THREADS = 65_536;
    private static final int X86_64 = 62;

    /** Offsets in struct elf_prstatus. */
    private static final int CURRENT_SIGNAL = 12;

    private static final int THREAD_ID = 32;
    private static final int REGISTERS = 112;

    /** Offsets in struct elf_prpsinfo. */
    private static final int UID = 16;

    private static final int GID = 20;
    private static final int PROCESS_ID = 24;
    private static final int COMMAND = 40;
    private static final int ARGUMENTS = 56;
    private static final int PRPSINFO_BYTES = 136;

    private static final long AT_PHDR = 3;
    private static final long AT_ENTRY = 9;

    private final int programCounter;
    private final int stackPointer;
    private final List<CoreThread> threads = new ArrayList<>();
    private List<Mapping> mappings = List.of();
    private @Nullable CoreProcess process;
    private @Nullable Signal signal;
    private @Nullable Signal currentSignal;
    private long programHeaders;
    private long entry;

    /** For that e_machine: x86-64's user_regs_struct has rip 16th and rsp 19th, arm64's sp 31st and pc 32nd. */
    NoteCollector(int machine) {
        programCounter = REGISTERS + (machine == X86_64 ? 16 : 32) * Long.BYTES;
        stackPointer = REGISTERS + (machine == X86_64 ? 19 : 31) * Long.BYTES;
    }

    /** How many bytes of a note of this type are worth keeping; 0 when it says nothing here. */
    static int wanted(int type) {
        return switch (type) {
            case Note.PRSTATUS, Note.PRPSINFO, Note.SIGINFO -> 4096;
            case Note.AUXV -> 64 * 1024;
            case Note.FILE -> 16 * 1024 * 1024;
            default -> 0;
        };
    }

    void accept(int type, ByteBuffer description) throws ElfFormatException {
        switch (type) {
            case Note.PRSTATUS -> thread(description);
            case Note.PRPSINFO -> process(description);
            case Note.SIGINFO -> signal = signal != null ? signal : Signals.ofSiginfo(description);
            case Note.AUXV -> auxiliaryVector(description);
            case Note.FILE -> mappings = mappings.isEmpty() ? FileNote.parse(description) : mappings;
            default -> {}
        }
    }

    CoreNotes notes() {
        var known = process != null ? process : new CoreProcess(CoreProcess.UNKNOWN, -1, -1, "", null);
        return new CoreNotes(
                known, signal != null ? signal : currentSignal, List.copyOf(threads), mappings, programHeaders, entry);
    }

    private void thread(ByteBuffer status) {
        if (status.limit() < Math.max(programCounter, stackPointer) + Long.BYTES || threads.size() == MOST_THREADS) {
            return;
        }
        if (threads.isEmpty()) {
            currentSignal = Signals.ofNumber(status.getShort(CURRENT_SIGNAL));
        }
        threads.add(
                new CoreThread(status.getInt(THREAD_ID), status.getLong(programCounter), status.getLong(stackPointer)));
    }

    private void process(ByteBuffer info) {
        if (process != null || info.limit() < PRPSINFO_BYTES) {
            return;
        }
        var command = Words.read(info.position(COMMAND), 16);
        var arguments = Words.read(info.position(ARGUMENTS), 80).strip();
        process = new CoreProcess(info.getInt(PROCESS_ID), info.getInt(UID), info.getInt(GID), command, arguments);
    }

    private void auxiliaryVector(ByteBuffer pairs) {
        while (pairs.remaining() >= 2 * Long.BYTES) {
            long type = pairs.getLong();
            long value = pairs.getLong();
            programHeaders = type == AT_PHDR ? value : programHeaders;
            entry = type == AT_ENTRY ? value : entry;
        }
    }
}
