package dev.corewatch.capture.taking;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.ElfHeader;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.capture.elf.Segment;
import dev.corewatch.system.SparseWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Comparator;

/**
 * Writes the core that the kernel would send, byte by byte, but reads its memory out of the process: with the file written, that takes no
 * longer than the kernel needs to pass page after page through a pipe to nowhere. What can't be read is zero, as in the kernel's.
 */
final class WholeCore {

    private static final int PAGE = 4096;

    /** Enough that the file gets large folios, and little enough for a processor's second-level cache. */
    private static final int AT_ONCE = 64 * PAGE;

    private static final int SECTION_BYTES = 64;
    private static final int SECTION_COUNT = 44; // sh_info

    private final MemorySource memory;
    private final SparseWriter out;
    private final Progress progress;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(AT_ONCE);
    private final ByteBuffer zeros = ByteBuffer.allocate(PAGE);

    /** Asked after each piece that was read, before it is written. */
    @FunctionalInterface
    interface Progress {

        /** Whether that memory was the process's and there is a reason to go on; else the core ends before it. */
        boolean goesOn() throws IOException;
    }

    private WholeCore(MemorySource memory, SparseWriter out, Progress progress) {
        this.memory = memory;
        this.out = out;
        this.progress = progress;
    }

    /**
     * Onto an empty file.
     *
     * @param preamble that is whole
     * @return bytes of the file
     */
    static long write(CorePreamble preamble, MemorySource memory, FileChannel out, Progress progress)
            throws IOException {
        var writer = new SparseWriter(out);
        new WholeCore(memory, writer, progress).write(preamble);
        writer.finish();
        return writer.position();
    }

    private void write(CorePreamble preamble) throws IOException {
        var loads = preamble.headers().segments().stream()
                .filter(segment -> segment.isLoad() && segment.fileBytes() > 0)
                .sorted(Comparator.comparingLong(Segment::offset))
                .toList();
        var bytes = preamble.bytes().duplicate();
        long memoryBegins = loads.isEmpty() ? bytes.limit() : loads.getFirst().offset();
        out.write(bytes.limit((int) Math.min(bytes.limit(), memoryBegins)));
        for (var load : loads) {
            if (!copy(load)) {
                return;
            }
        }
        countSegments(preamble);
    }

    private boolean copy(Segment load) throws IOException {
        goTo(load.offset());
        for (long done = 0; done < load.fileBytes(); done += buffer.limit()) {
            buffer.clear().limit((int) Math.min(AT_ONCE, load.fileBytes() - done));
            fill(load.address() + done);
            if (!progress.goesOn()) {
                return false;
            }
            out.write(buffer.rewind());
        }
        return true;
    }

    private void fill(long address) throws IOException {
        memory.read(address, buffer);
        while (buffer.hasRemaining()) {
            int missing = PAGE - buffer.position() % PAGE;
            buffer.put(zeros.clear().limit(Math.min(missing, buffer.remaining())));
            memory.read(address + buffer.position(), buffer);
        }
    }

    private void goTo(long offset) throws IOException {
        if (offset < out.position()) {
            throw new IOException("its segments lie over each other");
        }
        out.skip(offset - out.position());
    }

    /** Where e_phnum can't hold how many there are, the kernel ends the core with a section header that does (elf(5), PN_XNUM). */
    private void countSegments(CorePreamble preamble) throws IOException {
        var header = preamble.bytes();
        if (Short.toUnsignedInt(header.getShort(56)) == ElfHeader.COUNT_ELSEWHERE) {
            int count = preamble.headers().segments().size();
            goTo(header.getLong(40));
            var section = ByteBuffer.allocateDirect(SECTION_BYTES).order(ByteOrder.LITTLE_ENDIAN);
            out.write(section.putLong(32, 1).putInt(SECTION_COUNT, count));
        }
    }
}
