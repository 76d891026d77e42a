package dev.corewatch.process;


/**
 * What a child process wrote.
 *
 * @param out the beginning of its standard output, up to the bound
 * @param err the beginning of its standard error, up to the bound
 * @param cut whether more was written than is kept
 */
public record Output(String out, String err, boolean cut) {

    static Output of(Drain out, Drain err) {
        return new Output(out.kept(), err.kept(), out.overflowed() || err.overflowed());
    }

    /** The last line of standard error that is not empty: usually what went wrong. */
    public String lastError() {
        return err.lines().filter(line -> !line.isBlank()).reduce("", (before, line) -> line.strip());
    }
}
