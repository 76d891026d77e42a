package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreProcess;
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

    /** Offset in struct elf_prstatus. */
    private static final int CURRENT_SIGNAL = 12;

    /** Offsets in struct elf_prpsinfo. */
    private static final int UID = 16;

    private static final int GID = 20;
    private static final int PROCESS_ID = 24;
    private static final int COMMAND = 40;
    private static final int ARGUMENTS = 56;
    private static final int PRPSINFO_BYTES = 136;

    private final ThreadRegisters.Layout layout;
    private final List<ThreadRegisters> registers = new ArrayList<>();
    private List<Mapping> mappings = List.of();
    private AuxiliaryVector auxiliary = AuxiliaryVector.UNKNOWN;
    private @Nullable CoreProcess process;
    private @Nullable Signal signal;
    private @Nullable Signal currentSignal;
    private boolean thin;

    /** For that e_machine. */
    NoteCollector(int machine) {
        layout = ThreadRegisters.Layout.of(machine);
    }

    /** Whose notes of this type count. */
    static String owner(int type) {
        return switch (type) {
            case Note.ARM_TLS -> "LINUX";
            case Note.THIN -> Note.OURS;
            default -> "CORE";
        };
    }

    /** How many bytes of a note of this type are worth keeping; 0 when it says nothing here. */
    static int wanted(int type) {
        return switch (type) {
            case Note.PRSTATUS, Note.PRPSINFO, Note.SIGINFO, Note.ARM_TLS, Note.THIN -> 4096;
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
            case Note.AUXV -> auxiliary = AuxiliaryVector.parse(description);
            case Note.ARM_TLS -> threadPointer(description);
            case Note.THIN -> thin = true;
            case Note.FILE -> mappings = mappings.isEmpty() ? FileNote.parse(description) : mappings;
            default -> {}
        }
    }

    CoreNotes notes() {
        var known = process != null ? process : new CoreProcess(CoreProcess.UNKNOWN, -1, -1, "", null);
        return new CoreNotes(
                known, signal != null ? signal : currentSignal, List.copyOf(registers), mappings, auxiliary, thin);
    }

    private void thread(ByteBuffer status) {
        if (status.limit() < layout.statusBytes() || registers.size() == MOST_THREADS) {
            return;
        }
        if (registers.isEmpty()) {
            currentSignal = Signals.ofNumber(status.getShort(CURRENT_SIGNAL));
        }
        registers.add(new ThreadRegisters(layout, status));
    }

    /** Follows the thread's NT_PRSTATUS. */
    private void threadPointer(ByteBuffer tls) {
        if (!registers.isEmpty() && tls.limit() >= Long.BYTES) {
            registers.getLast().setThreadPointer(tls.getLong());
        }
    }

    private void process(ByteBuffer info) {
        if (process != null || info.limit() < PRPSINFO_BYTES) {
            return;
        }
        var command = Words.read(info.position(COMMAND), 16);
        var arguments = Words.read(info.position(ARGUMENTS), 80).strip();
        process = new CoreProcess(info.getInt(PROCESS_ID), info.getInt(UID), info.getInt(GID), command, arguments);
    }
}
