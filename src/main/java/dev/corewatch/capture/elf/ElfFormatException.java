package dev.corewatch.capture.elf;

/** The bytes are not what they should be; the message says what they are instead. */
public sealed class ElfFormatException extends Exception permits NotACoreException {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    ElfFormatException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    ElfFormatException(ElfFormatException cause) {
        super(cause.getMessage(), cause);
        this.reason = cause.reason;
    }

    public Reason reason() {
        return reason;
    }

    /** Classes of wrong input, few enough to be a metric's label. */
    public enum Reason {
        /** No byte at all: nobody has written yet. */
        EMPTY,
        /** Begins like an ELF file and ends before its header does. */
        CUT_HEADER,
        /** Not an ELF file. */
        NOT_ELF,
        /** An ELF file of another kind: a program, a library, an object. */
        NOT_A_CORE,
        /** A core of a machine or word size that isn't read here. */
        UNSUPPORTED,
        /** Headers or notes that contradict themselves. */
        HOSTILE
    }
}
