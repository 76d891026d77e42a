package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;
import static dev.corewatch.capture.thin.AddressSpace.page;

import java.io.IOException;

/** Keeps ranges of memory, as far as they are there and within a limit of pages in all. */
final class Keeper {

    private static final long GUARD = 2L << 20; // the kernel keeps 1 MB free below a stack

    private final AddressSpace space;
    private final Pages pages;
    private final PageReader reader;

    Keeper(AddressSpace space, PageReader reader) {
        this.space = space;
        this.pages = reader.pages();
        this.reader = reader;
    }

    /** Keeps the pages that hold these addresses, whichever parts they are of. */
    void keep(Range range, int limit) throws IOException {
        long at = range.start();
        while (at < range.end()) {
            int part = space.at(at);
            if (part < 0) {
                at = page(at) + PAGE;
            } else {
                keepPages(page(at), Math.min(page(range.end() + PAGE - 1), space.end(part)), limit);
                at = space.end(part);
            }
        }
    }

    /** The addresses around that one, as far as they are of the same part; empty when it is of none. */
    Range around(long address, long before, long behind) {
        int part = space.at(address);
        return part < 0
                ? new Range(0, 0)
                : new Range(Math.max(space.start(part), address - before), Math.min(space.end(part), address + behind));
    }

    /** The same from a stack pointer on; from the stack's end on when it ran out of the stack. */
    Range stack(long pointer, long before, long behind) {
        int part = space.firstReadable(pointer);
        boolean inside = part >= 0 && space.start(part) <= pointer;
        boolean near = part >= 0 && space.start(part) - pointer <= GUARD;
        return inside || near ? around(inside ? pointer : space.start(part), before, behind) : new Range(0, 0);
    }

    private void keepPages(long start, long end, int limit) throws IOException {
        long from = start;
        while (from < end) {
            int count = 0;
            while (count < PageReader.BATCH && from + (long) count * PAGE < end && added(from, count, limit)) {
                count++;
            }
            if (count == 0) {
                return;
            }
            reader.read(from, count);
            from += (long) count * PAGE;
        }
    }

    private boolean added(long from, int index, int limit) {
        return pages.add(from + (long) index * PAGE, limit) >= 0;
    }
}
