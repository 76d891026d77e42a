package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;
import static dev.corewatch.capture.thin.AddressSpace.page;

import java.io.IOException;

/**
 * Finds objects on the heap by what looks like a pointer to them (Boehm, Weiser: Garbage Collection in an Uncooperative Environment, 1988),
 * breadth first: what is fewer steps away comes first. A pointer leads to the blocks around it, since it may point into an object or before
 * one; only these are looked at, but whole pages are kept. Each step is taken in order of address, so that neighbours are read at once.
 */
final class PointerScan {

    private static final int BEFORE = 512;
    private static final int BEHIND = 2048;
    private static final long TAGS = 0x00FFFFFFFFFFFFFFL; // arm64 ignores a pointer's highest byte

    private final AddressSpace space;
    private final Pages pages;
    private final PageReader reader;
    private final long low;
    private final long span;
    private Longs next = new Longs();
    private int limit;
    private int lastPart = -1;

    PointerScan(AddressSpace space, PageReader reader) {
        this.space = space;
        this.pages = reader.pages();
        this.reader = reader;
        var bounds = space.heapBounds();
        low = bounds[0];
        span = Math.max(0, bounds[1] - low);
    }

    /** Looks at memory that is kept; what it points to comes with the next step. */
    void lookAt(Range range) {
        for (long page = page(range.start()); page < range.end(); page += PAGE) {
            int slot = pages.find(page);
            if (slot >= 0) {
                mark(page, slot, Pages.ALL_BLOCKS);
            }
        }
    }

    /** From now on pages are added up to that many in all. */
    void upTo(int newLimit) {
        limit = newLimit;
    }

    /** Goes that many steps, as long as pages can be added. */
    void go(int steps) throws IOException {
        for (int i = 0; i < steps && !next.isEmpty() && pages.hasRoom(limit); i++) {
            var blocks = next;
            next = new Longs();
            step(blocks);
        }
    }

    private void step(Longs blocks) throws IOException {
        blocks.sort();
        int first = 0;
        while (first < blocks.size()) {
            long start = page(blocks.get(first));
            int behind = first + 1;
            while (behind < blocks.size() && belongs(blocks.get(behind - 1), blocks.get(behind), start)) {
                behind++;
            }
            reader.read(start, (int) ((page(blocks.get(behind - 1)) - start) / PAGE) + 1);
            for (int i = first; i < behind; i++) {
                scan(blocks.get(i) - start);
            }
            first = behind;
        }
    }

    private static boolean belongs(long previous, long block, long start) {
        return page(block) - page(previous) <= PAGE && page(block) - start < (long) PageReader.BATCH * PAGE;
    }

    private void scan(long offset) {
        if (!reader.isThere((int) (offset / PAGE))) {
            return;
        }
        var words = reader.words();
        int end = (int) (offset + Pages.BLOCK) / Long.BYTES;
        for (int at = (int) offset / Long.BYTES; at < end; at++) {
            long distance = (words[at] & TAGS) - low;
            if (distance >= 0 && distance < span) {
                take(low + distance);
            }
        }
    }

    /** Notes what a word points to, if it is a pointer. */
    void follow(long word) {
        long address = word & TAGS;
        if (address >= low && address < low + span) {
            take(address);
        }
    }

    private void take(long address) {
        boolean again = lastPart >= 0 && address >= space.start(lastPart) && address < space.end(lastPart);
        int part = again ? lastPart : space.at(address);
        if (part >= 0 && space.isHeap(part)) {
            lastPart = part;
            long start = Math.max(space.start(part), address - BEFORE);
            long end = Math.min(space.end(part), address + BEHIND);
            for (long page = page(start); page < end; page += PAGE) {
                int slot = pages.add(page, limit);
                if (slot >= 0) {
                    mark(page, slot, blocks(page, start, end));
                }
            }
        }
    }

    /** A bit for each block of the page that has a byte between those addresses. */
    private static long blocks(long page, long start, long end) {
        int first = (int) Math.max(0, start - page) / Pages.BLOCK;
        int last = (int) Math.min(PAGE, end - page) - 1;
        return Pages.ALL_BLOCKS & (-1L << first) & (-1L >>> (63 - last / Pages.BLOCK));
    }

    private void mark(long page, int slot, long blocks) {
        long fresh = pages.mark(slot, blocks);
        while (fresh != 0) {
            next.add(page + (long) Long.numberOfTrailingZeros(fresh) * Pages.BLOCK);
            fresh &= fresh - 1;
        }
    }
}
