package dev.corewatch.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/** A reader of text, fed with bent lines. */
public abstract class TextTarget implements FuzzTarget {

    private final TextNoise texts;
    private String last = "";

    /** @param lines real ones */
    protected TextTarget(List<String> lines) {
        this.texts = new TextNoise(lines);
    }

    @Override
    public final void run(Noise noise) throws Exception {
        last = texts.text(noise);
        read(last);
    }

    /** Throws when it is not survived, or when the result can't be. */
    protected abstract void read(String text) throws Exception;

    protected static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public final byte[] lastInput() {
        return last.getBytes(UTF_8);
    }
}
