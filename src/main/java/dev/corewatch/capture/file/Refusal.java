package dev.corewatch.capture.file;

import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.system.FileKind;

/** Why something in the cores directory is left alone: few enough to be a metric's label. */
public enum Refusal {
    SYMLINK,
    FIFO,
    SOCKET,
    DEVICE,
    DIRECTORY,
    /** It has another name somewhere: keeping it would keep what isn't the kernel's. */
    HARD_LINK,
    /** Control characters, "..", or bytes that are no text. */
    STRANGE_NAME,
    /** The system refused to open or read it. */
    UNREADABLE,
    EMPTY,
    CUT_HEADER,
    NOT_ELF,
    NOT_A_CORE,
    UNSUPPORTED,
    HOSTILE;

    static Refusal of(FileKind kind) {
        return switch (kind) {
            case SYMLINK -> SYMLINK;
            case FIFO -> FIFO;
            case SOCKET -> SOCKET;
            case BLOCK_DEVICE, CHARACTER_DEVICE -> DEVICE;
            case DIRECTORY -> DIRECTORY;
            case REGULAR, OTHER -> UNREADABLE;
        };
    }

    static Refusal of(ElfFormatException.Reason reason) {
        return switch (reason) {
            case EMPTY -> EMPTY;
            case CUT_HEADER -> CUT_HEADER;
            case NOT_ELF -> NOT_ELF;
            case NOT_A_CORE -> NOT_A_CORE;
            case UNSUPPORTED -> UNSUPPORTED;
            case HOSTILE -> HOSTILE;
        };
    }

    /** Whether a file that is still being written may look like this for a while. */
    boolean mayPass() {
        return this == EMPTY || this == CUT_HEADER || this == NOT_ELF;
    }
}
