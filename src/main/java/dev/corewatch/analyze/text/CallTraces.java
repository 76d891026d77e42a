package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's own call traces: {@code | 0x55d5 [c6 04 25 01 00 00 00 00]: f+0x12/0x34}, {@code libc:clone+0x43/0x5e}. Where it has
 * no symbol it says how far from main ("main+0x13cdd5", without a size): that is not main. In a panic's dump of all threads the
 * one that gave the alarm is starred.
 */
final class CallTraces {

    private static final Pattern LINE = Pattern.compile("0x[0-9a-f]{1,16} \\[[0-9a-f ]{2,47}\\]:? *(\\S{1,300})");
    /** Broken by what wraps lines. */
    private static final Pattern BROKEN = Pattern.compile("0x[0-9a-f]{1,16} \\[[0-9a-f ]{0,47}(?:\\]:?)?\\s{0,8}$");

    private static final Pattern SYMBOL =
            Pattern.compile("(?:([\\w.+-]{1,100}):(?!:))?([^+]*?)([+-]0x[0-9a-f]{1,16})(?:/0x[0-9a-f]{1,16})?");
    private static final Pattern STARRED = Pattern.compile("\\*>?\\s?Thread \\d{1,5}\\s*:");
    private static final int STACKS = 4096;
    private static final int FRAMES = 512;

    private final List<List<Frame>> traces = new ArrayList<>();
    private @Nullable List<Frame> starred;
    private boolean star;
    private String beginning = "";

    void read(String part) {
        var line = beginning.isEmpty() ? part : beginning + " " + part.strip();
        boolean broken =
                beginning.isEmpty() && mayTrace(line) && BROKEN.matcher(line).find();
        beginning = broken ? line.strip() : "";
        if (!broken) {
            readWhole(line);
        }
    }

    private void readWhole(String line) {
        if (line.contains("call trace(")) {
            begin();
            return;
        }
        if (line.contains("Thread ")) {
            star = STARRED.matcher(line).find();
            return;
        }
        var found = mayTrace(line) ? LINE.matcher(line) : null;
        if (found != null && found.find()) {
            add(found.group(1));
        }
    }

    private static boolean mayTrace(String line) {
        return line.contains(" [") && line.contains("0x");
    }

    List<Frame> crashed() {
        if (starred != null && !starred.isEmpty()) {
            return starred;
        }
        return traces.isEmpty() ? List.of() : traces.getFirst();
    }

    private void begin() {
        if (traces.size() < STACKS) {
            traces.add(new ArrayList<>());
        }
        if (star && starred == null) {
            starred = traces.getLast();
        }
    }

    private void add(String symbol) {
        if (traces.isEmpty()) {
            begin();
        }
        var frames = traces.getLast();
        if (frames.size() < FRAMES) {
            frames.add(frame(frames.size(), symbol));
        }
    }

    private static Frame frame(int index, String symbol) {
        var parts = SYMBOL.matcher(symbol);
        if (!parts.matches()) {
            return Frame.of(index, symbol, null);
        }
        var name = parts.group(2);
        boolean nearest = name.equals("main") && !symbol.contains("/");
        return Frame.of(index, name.isEmpty() || nearest ? null : name, parts.group(1));
    }
}
