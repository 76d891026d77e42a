package dev.corewatch.capture.thin;

import static dev.corewatch.capture.thin.AddressSpace.PAGE;

import dev.corewatch.capture.elf.MemorySource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads pages that lie side by side at once, and finds those that take no room. */
final class PageReader {

    /** At most that many at once, as many as a long has bits. */
    static final int BATCH = 64;

    /** Of eight bytes, in a page. */
    static final int WORDS = PAGE / Long.BYTES;

    private final MemorySource memory;
    private final Pages pages;
    private final long[] words = new long[BATCH * WORDS];
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BATCH * PAGE).order(ByteOrder.LITTLE_ENDIAN);
    private long there;

    PageReader(MemorySource memory, Pages pages) {
        this.memory = memory;
        this.pages = pages;
    }

    Pages pages() {
        return pages;
    }

    /** Reads that many pages from that address on. */
    void read(long start, int count) throws IOException {
        fill(start, count);
        for (int i = 0; i < count; i++) {
            pages.read(start + (long) i * PAGE, !isThere(i) || isZero(i));
        }
    }

    private void fill(long start, int count) throws IOException {
        there = 0;
        int done = 0;
        while (done < count) {
            buffer.limit(count * PAGE).position(done * PAGE);
            memory.read(start + (long) done * PAGE, buffer);
            int whole = buffer.position() / PAGE;
            for (int i = done; i < whole; i++) {
                there |= 1L << i;
            }
            done = whole + 1;
        }
        buffer.clear().asLongBuffer().get(0, words, 0, count * WORDS);
    }

    /** Whether that one of the pages could be read. */
    boolean isThere(int index) {
        return (there & 1L << index) != 0;
    }

    private boolean isZero(int index) {
        int end = (index + 1) * WORDS;
        for (int at = index * WORDS; at < end; at++) {
            if (words[at] != 0) {
                return false;
            }
        }
        return true;
    }

    /** What the pages hold. */
    long[] words() {
        return words;
    }

    /** What that many of the pages hold, from the first one on. */
    ByteBuffer bytes(int first, int count) {
        return buffer.slice(first * PAGE, count * PAGE);
    }
}
