package dev.corewatch.publish.report;

import java.util.Map;

/**
 * How text is laid out.
 *
 * @param width columns, from {@link #NARROWEST} to {@link #WIDEST}
 * @param colour whether ANSI colours (ECMA-48 SGR) are written
 */
public record Look(int width, boolean colour) {

    static final int NARROWEST = 60;
    static final int WIDEST = 140;

    /** For files, pipes and logs. */
    public static final Look PLAIN = new Look(80, false);

    public Look {
        width = Math.clamp(width, NARROWEST, WIDEST);
    }

    /**
     * For standard output: colour only on a terminal that can show it, and never when NO_COLOR is set and not empty
     * (no-color.org).
     *
     * @param columns of the terminal; 0 when not known
     */
    public static Look of(boolean terminal, Map<String, String> environment, int columns) {
        boolean refused = !environment.getOrDefault("NO_COLOR", "").isEmpty();
        boolean dumb = environment.getOrDefault("TERM", "dumb").equals("dumb");
        return new Look(terminal && columns > 0 ? columns : PLAIN.width, terminal && !refused && !dumb);
    }

    String bold(String text) {
        return paint("1", text);
    }

    String dim(String text) {
        return paint("2", text);
    }

    String red(String text) {
        return paint("1;31", text);
    }

    String green(String text) {
        return paint("32", text);
    }

    String yellow(String text) {
        return paint("33", text);
    }

    private String paint(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
