package dev.corewatch.process;

/**
 * What a child process wrote.
 *
 * @param out the beginning of its standard output, up to the bound
 * @param err the beginning of its standard error, up to the bound
 * @param cut whether more was written than is kept
 */
public record Output(String out, String err, boolean cut) {

    private static final int WORDS = 300;

    static Output of(Drain out, Drain err) {
        return new Output(out.kept(), err.kept(), out.overflowed() || err.overflowed());
    }

    /** The last line of standard error that is not empty, at most {@value #WORDS} characters of it: usually what went wrong. */
    public String lastError() {
        var line = err.lines().filter(words -> !words.isBlank()).reduce("", (before, words) -> words);
        return line.substring(0, Math.min(line.length(), WORDS)).strip();
    }
}
