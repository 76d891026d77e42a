package dev.corewatch.app;

/** Exit codes of the commands (sysexits.h where it has one). */
final class ExitCode {

    /** A report was made. */
    static final int OK = 0;

    static final int SOFTWARE = 1;
    /** The doctor's: a core would be lost. */
    static final int LOST = 1;

    static final int USAGE = 2;
    /** EX_DATAERR: the input is not a core. */
    static final int NOT_A_CORE = 65;
    /** EX_NOINPUT: a file, occurrence or spool is not there. */
    static final int NO_INPUT = 66;
    /** EX_UNAVAILABLE: a needed program is missing. */
    static final int UNAVAILABLE = 69;
    /** EX_NOPERM: what was asked for takes more rights. */
    static final int NO_PERMISSION = 77;

    private ExitCode() {}
}
