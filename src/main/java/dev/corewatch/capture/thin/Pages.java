package dev.corewatch.capture.thin;

import java.util.Arrays;

/**
 * The pages that a thin core is to hold, by address: an open hash table with linear probing (Knuth, TAOCP 3, 6.4, algorithm L). A page's slot
 * stays the same. Pages of zeros take no room, but no more of them are held than of others. The low bits of a page's address, which are
 * zero, say which of its blocks were looked at, and whether it was read.
 */
final class Pages {

    /** Bytes that are looked at together. */
    static final int BLOCK = 512;

    /** A bit for each block of a page. */
    static final long ALL_BLOCKS = (1L << (AddressSpace.PAGE / BLOCK)) - 1;

    private static final long READ = ALL_BLOCKS + 1;
    private static final long ODD = 0x9E3779B97F4A7C15L; // 2^64 divided by the golden ratio

    private final long[] slots;
    private final int shift;
    private final int most;
    private int count;
    private int zeros;

    /** Empty, with room for that many that aren't zero. */
    Pages(int most) {
        int size = Integer.highestOneBit(Math.max(most, 8)) * 8;
        this.slots = new long[size];
        this.shift = Long.numberOfLeadingZeros(size - 1);
        this.most = most;
    }

    /** At most that many are held in all. */
    int most() {
        return 2 * most;
    }

    /** A limit for {@link #add} that leaves half of the room there is now to what comes later. */
    int half() {
        return count + (most - count) / 2;
    }

    /** Whether there is room below the limit. */
    boolean hasRoom(int limit) {
        return count < Math.min(limit, most) && zeros < most;
    }

    /** The slot of a page, which is added when there is room below the limit; -1 else. */
    int add(long page, int limit) {
        int slot = probe(page);
        if (slots[slot] != 0) {
            return slot;
        }
        if (!hasRoom(limit)) {
            return -1;
        }
        slots[slot] = page;
        count++;
        return slot;
    }

    /** The slot of a page; -1 when it isn't there. */
    int find(long page) {
        int slot = probe(page);
        return slots[slot] == 0 ? -1 : slot;
    }

    private int probe(long page) {
        int slot = (int) ((page * ODD) >>> shift);
        while (slots[slot] != 0 && AddressSpace.page(slots[slot]) != page) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    /**
     * Notes that some of a page's blocks are looked at.
     *
     * @param blocks a bit for each
     * @return those that weren't before
     */
    long mark(int slot, long blocks) {
        long fresh = blocks & ~slots[slot];
        slots[slot] |= blocks;
        return fresh;
    }

    /** Gives back the room of a page that turns out to hold nothing when it is read. */
    void read(long page, boolean zero) {
        int slot = find(page);
        if (slot >= 0 && mark(slot, READ) != 0 && zero) {
            count--;
            zeros++;
        }
    }

    /** All, in order of address. */
    long[] sorted() {
        var sorted = new long[count + zeros];
        int size = 0;
        for (long slot : slots) {
            if (slot != 0) {
                sorted[size++] = AddressSpace.page(slot);
            }
        }
        Arrays.sort(sorted);
        return sorted;
    }
}
