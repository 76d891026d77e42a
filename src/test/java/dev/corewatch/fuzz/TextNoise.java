package dev.corewatch.fuzz;

import java.util.ArrayList;
import java.util.List;

/** Texts like the given lines, bent: parts cut out, doubled, exchanged, and now and then one repeated until it is long. */
public final class TextNoise {

    private static final int LONG = 200_000;
    private static final List<String> STRANGE = List.of(
            "",
            " ",
            "\t",
            "\0",
            "\u001b[31m",
            "\u202e",
            "\ud800",
            "\ufffd",
            "é",
            "\r",
            "0x",
            "0xffffffffffffffff",
            "-1",
            "99999999999999999999",
            "(",
            ")",
            "[",
            "]",
            "\"",
            "\\",
            "#",
            ":",
            "::",
            " - ",
            "+",
            "<",
            ">",
            "|",
            "{",
            "}",
            ",",
            "=",
            "..",
            "/",
            "%",
            "*",
            "\n",
            "\n\n");

    private final List<String> lines;

    /** @param lines real ones: what the reader looks for */
    public TextNoise(List<String> lines) {
        this.lines = List.copyOf(lines);
    }

    /** Some lines, bent. */
    public String text(Noise noise) {
        var text = new StringBuilder();
        int most = noise.size(40);
        for (int i = 0; i < most; i++) {
            text.append(line(noise)).append(noise.oneIn(30) ? "\r\n" : "\n");
        }
        return noise.oneIn(40) ? pumped(text.toString(), noise) : text.toString();
    }

    public String line(Noise noise) {
        var line = noise.of(lines);
        int bends = noise.below(4);
        for (int i = 0; i < bends; i++) {
            line = bent(line, noise);
        }
        return line;
    }

    private String bent(String line, Noise noise) {
        int from = noise.below(line.length() + 1);
        int to = Math.min(line.length(), from + noise.size(20));
        return switch (noise.below(6)) {
            case 0 -> line.substring(0, from) + line.substring(to);
            case 1 -> line.substring(0, from) + noise.of(STRANGE) + line.substring(from);
            case 2 -> line.substring(0, to) + line.substring(from);
            case 3 -> line.substring(0, from) + Long.toHexString(noise.number()) + line.substring(to);
            case 4 -> line.substring(0, from) + tail(noise.of(lines), noise);
            default -> line.substring(0, from) + (char) noise.below(0x10000) + line.substring(to);
        };
    }

    /** A part of it, or what is strange, over and over: what takes more than linear time takes forever then. */
    private static String pumped(String text, Noise noise) {
        int from = noise.below(text.length() + 1);
        var part = switch (noise.below(4)) {
            case 0 -> " ";
            case 1 -> noise.of(STRANGE);
            case 2 -> noise.of(STRANGE) + noise.of(STRANGE);
            default -> text.substring(from, Math.min(text.length(), from + noise.size(30)));
        };
        int times = part.isEmpty() ? 0 : LONG / part.length();
        return text.substring(0, from) + part.repeat(times) + text.substring(from);
    }

    private static String tail(String line, Noise noise) {
        return line.substring(noise.below(line.length() + 1));
    }

    /** The lines of a text block. */
    public static List<String> lines(String... texts) {
        var all = new ArrayList<String>();
        for (var text : texts) {
            text.lines().forEach(all::add);
        }
        return all;
    }
}
