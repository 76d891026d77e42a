package dev.corewatch.fuzz;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Changes bytes in place and takes the changes back: a core of megabytes is bent a hundred thousand times without being copied. */
public final class Bend {

    private record Before(int at, ByteBuffer bytes) {}

    private final ByteBuffer bytes;
    private final int limit;
    private final Deque<Before> undo = new ArrayDeque<>();

    public Bend(ByteBuffer bytes) {
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.limit = bytes.limit();
    }

    /**
     * Some changes, most of them where they matter.
     *
     * @param places offsets of structures
     */
    public void some(Noise noise, List<Integer> places) {
        int changes = noise.size(6);
        for (int i = 0; i < changes; i++) {
            int near = noise.oneIn(5) ? noise.below(limit) : noise.of(places) + noise.below(64);
            change(Math.min(near, limit - 1), noise);
        }
        if (noise.oneIn(5)) {
            bytes.limit(noise.oneIn(2) ? noise.below(limit + 1) : noise.below(Math.min(limit, 8192)));
        }
    }

    private void change(int at, Noise noise) {
        int width = Math.min(limit - at, List.of(1, 2, 4, 4, 8, 8, 8, 64).get(noise.below(8)));
        var part = new byte[width];
        bytes.get(at, part);
        undo.push(new Before(at, ByteBuffer.wrap(part)));
        if (width == 8) {
            bytes.putLong(at, noise.oneIn(3) ? bytes.getLong(at) + noise.number() : noise.number());
        } else if (width == 64) {
            bytes.put(at, bytes, noise.below(limit - 63), 64);
        } else {
            for (int i = 0; i < width; i++) {
                bytes.put(at + i, (byte) noise.number());
            }
        }
    }

    public void takeBack() {
        bytes.limit(limit);
        while (!undo.isEmpty()) {
            var before = undo.pop();
            bytes.put(before.at(), before.bytes(), 0, before.bytes().limit());
        }
    }

    /** As it is bent now. */
    public byte[] copy() {
        var copy = new byte[bytes.limit()];
        bytes.get(0, copy);
        return copy;
    }
}
