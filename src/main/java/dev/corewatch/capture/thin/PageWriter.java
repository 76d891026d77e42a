package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;

import dev.corewatch.system.SparseWriter;
import java.io.IOException;

/** Writes pages behind each other, in order of address: debuggers expect that of a core. */
final class PageWriter {

    private final PageReader reader;
    private final SparseWriter out;
    private final Longs written = new Longs();

    PageWriter(PageReader reader, SparseWriter out) {
        this.reader = reader;
        this.out = out;
    }

    /** Those of the pages that are there; they are what was written. */
    Longs write(long[] pages) throws IOException {
        int first = 0;
        while (first < pages.length) {
            int behind = first + 1;
            while (behind < pages.length
                    && behind - first < PageReader.BATCH
                    && pages[behind] == pages[behind - 1] + PAGE) {
                behind++;
            }
            write(pages[first], behind - first);
            first = behind;
        }
        return written;
    }

    private void write(long start, int count) throws IOException {
        reader.read(start, count);
        int first = 0;
        while (first < count) {
            int behind = first;
            while (behind < count && reader.isThere(behind)) {
                written.add(start + (long) behind * PAGE);
                behind++;
            }
            out.write(reader.bytes(first, behind - first));
            first = behind + 1;
        }
    }
}
