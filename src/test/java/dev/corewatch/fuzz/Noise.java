package dev.corewatch.fuzz;

import java.util.List;
import java.util.Random;

/** Chance, as hostile input needs it: everything follows from the seed. */
public final class Noise {

    private static final long[] TELLING = {
        0,
        1,
        2,
        3,
        4,
        7,
        8,
        12,
        16,
        56,
        64,
        255,
        256,
        4095,
        4096,
        65_535,
        65_536,
        1 << 20,
        1 << 30,
        1L << 31,
        1L << 32,
        1L << 40,
        1L << 47,
        1L << 62,
        Long.MAX_VALUE - 7,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        -1,
        -2,
        -4096
    };

    private final Random random;

    public Noise(long seed) {
        this.random = new Random(seed * 0x9E3779B97F4A7C15L);
    }

    /** From 0 to below that. */
    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** From 0 to below that. */
    public long below(long bound) {
        return random.nextLong(bound);
    }

    public boolean oneIn(int chances) {
        return random.nextInt(chances) == 0;
    }

    public <T> T of(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A number at which programs break, or any. */
    public long number() {
        long near = TELLING[random.nextInt(TELLING.length)];
        return switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> near + random.nextInt(5) - 2;
            default -> near;
        };
    }

    /** Mostly small, now and then up to that. */
    public int size(int most) {
        return 1 + random.nextInt(1 + random.nextInt(1 + random.nextInt(most)));
    }
}
