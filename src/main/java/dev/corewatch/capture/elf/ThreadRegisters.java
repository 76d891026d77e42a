package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreThread;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A thread's general registers as NT_PRSTATUS has them: struct user_regs_struct of x86-64 (sys/user.h), struct user_pt_regs of arm64
 * (asm/ptrace.h).
 */
public final class ThreadRegisters {

    /** Offsets in struct elf_prstatus (linux/elfcore.h). */
    private static final int THREAD_ID = 32;

    private static final int FIRST = 112;

    private final int id;
    private final Layout layout;
    private final ByteBuffer words;
    private long threadPointer;

    /**
     * From the note's description.
     *
     * @param status at least {@link Layout#statusBytes} long
     */
    ThreadRegisters(Layout layout, ByteBuffer status) {
        this.id = status.getInt(THREAD_ID);
        this.layout = layout;
        this.words = status.slice(FIRST, layout.count * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        this.threadPointer = layout.threadPointer < 0 ? 0 : word(layout.threadPointer);
    }

    public int count() {
        return layout.count;
    }

    public long word(int index) {
        return words.getLong(index * Long.BYTES);
    }

    public long programCounter() {
        return word(layout.programCounter);
    }

    public long stackPointer() {
        return word(layout.stackPointer);
    }

    /** Where the thread's own data are: fs_base, or tpidr of NT_ARM_TLS; 0 when unknown. */
    public long threadPointer() {
        return threadPointer;
    }

    void setThreadPointer(long pointer) {
        threadPointer = pointer;
    }

    CoreThread thread() {
        return new CoreThread(id, programCounter(), stackPointer());
    }

    /** Which register is where: the index of each. */
    enum Layout {
        X86_64(27, 16, 19, 21),
        ARM64(34, 32, 31, -1);

        private final int count;
        private final int programCounter;
        private final int stackPointer;
        private final int threadPointer;

        Layout(int count, int programCounter, int stackPointer, int threadPointer) {
            this.count = count;
            this.programCounter = programCounter;
            this.stackPointer = stackPointer;
            this.threadPointer = threadPointer;
        }

        /** By e_machine. */
        static Layout of(int machine) {
            return machine == CoreReader.X86_64 ? X86_64 : ARM64;
        }

        int statusBytes() {
            return FIRST + count * Long.BYTES;
        }
    }
}
