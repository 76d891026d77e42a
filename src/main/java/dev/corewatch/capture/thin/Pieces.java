package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;

import dev.corewatch.capture.elf.Segment;
import java.nio.ByteBuffer;

/**
 * Cuts the parts of the address space into program headers: pages that are kept side by side, and what was left out between, with the offset that
 * the next page has, as the kernel does it.
 */
final class Pieces {

    private final AddressSpace space;
    private final Longs pages;
    private final long firstPage;
    private final ByteBuffer table;

    /**
     * Of the pages that the file holds from that offset on.
     *
     * @param table takes the program headers
     */
    Pieces(AddressSpace space, Longs pages, long firstPage, ByteBuffer table) {
        this.space = space;
        this.pages = pages;
        this.firstPage = firstPage;
        this.table = table;
    }

    void put() {
        int next = 0;
        long done = 0;
        for (int part = 0; part < space.size(); part++) {
            var segment = space.segment(part);
            long at = Math.max(done, segment.address());
            while (next < pages.size() && pages.get(next) < space.end(part)) {
                int behind = run(next, space.end(part));
                piece(segment, at, pages.get(next), next, false);
                at = pages.get(behind - 1) + PAGE;
                piece(segment, pages.get(next), at, next, true);
                next = behind;
            }
            done = Math.max(at, segment.address() + segment.memoryBytes());
            piece(segment, at, done, next, false);
        }
    }

    /** Index behind the pages that lie side by side from this one on. */
    private int run(int first, long end) {
        int next = first + 1;
        while (next < pages.size() && pages.get(next) < end && pages.get(next) == pages.get(next - 1) + PAGE) {
            next++;
        }
        return next;
    }

    private void piece(Segment segment, long start, long end, int page, boolean kept) {
        if (start < end) {
            long offset = firstPage + (long) page * PAGE;
            new Segment(Segment.LOAD, segment.flags(), offset, start, kept ? end - start : 0, end - start, PAGE)
                    .put(table);
        }
    }
}
