package dev.corewatch.capture.thin;

import java.util.Arrays;

/** A growing list of numbers, without an object for each. */
final class Longs {

    private long[] values = new long[256];
    private int size;

    void add(long value) {
        if (size == values.length) {
            values = Arrays.copyOf(values, 2 * size);
        }
        values[size++] = value;
    }

    long get(int index) {
        return values[index];
    }

    int size() {
        return size;
    }

    boolean isEmpty() {
        return size == 0;
    }

    void sort() {
        Arrays.sort(values, 0, size);
    }
}
