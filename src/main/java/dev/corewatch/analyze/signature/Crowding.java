package dev.corewatch.analyze.signature;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * In how many functions' names many bugs meet: for each function, how many different crashes upstream fixed in it. One frame
 * names a crash in a function where only one was ever seen; where several were, the callers must tell them apart. The numbers
 * belong to the version of the signature and never change within it, or ids would.
 *
 * @param fixes plain function name to number of different upstream crash fixes, functions with fewer than two left out
 */
public record Crowding(Map<String, Integer> fixes) {

    /** More frames than this never help: they are the way there, not the bug. */
    private static final int MOST = 3;

    public Crowding {
        fixes = Map.copyOf(fixes);
    }

    /** The numbers of version 1, taken from the upstream fixes known on 2026-11-23. */
    public static Crowding v1() {
        try (var in = Crowding.class.getResourceAsStream("/signature/crowded-v1.txt")) {
            if (in == null) {
                throw new IllegalStateException("signature/crowded-v1.txt is not in the program: build it again");
            }
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read signature/crowded-v1.txt from the program: build it again", e);
        }
    }

    static Crowding parse(String text) {
        var fixes = new HashMap<String, Integer>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            int space = line.indexOf(' ');
            fixes.put(line.substring(0, space), Integer.valueOf(line.substring(space + 1)));
        });
        return new Crowding(fixes);
    }

    /** How many frames, from this one outwards, it takes to name one bug. */
    int framesNeeded(String function) {
        return Math.min(MOST, fixes.getOrDefault(function, 1));
    }

    boolean isCrowded(String function) {
        return framesNeeded(function) > 1;
    }
}
