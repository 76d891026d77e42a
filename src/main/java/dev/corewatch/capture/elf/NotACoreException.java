package dev.corewatch.capture.elf;

/** The file is no core that can be read; the message says what it is instead ("an ELF executable"). */
public final class NotACoreException extends ElfFormatException {

    private static final long serialVersionUID = 1L;

    NotACoreException(Reason reason, String message) {
        super(reason, message);
    }

    NotACoreException(ElfFormatException cause) {
        super(cause);
    }
}
