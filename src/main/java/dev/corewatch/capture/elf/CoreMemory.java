package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The memory that a core file holds: PT_LOAD segments by address (sorted here: core_sort_vma writes them by size). */
final class CoreMemory implements MemorySource {

    private final FileChannel file;
    private final TreeMap<Long, Segment> byAddress = new TreeMap<>(Long::compareUnsigned);

    CoreMemory(FileChannel file, CoreHeaders headers) {
        this.file = file;
        for (var segment : headers.segments()) {
            if (segment.isLoad()) {
                byAddress.put(segment.address(), segment);
            }
        }
    }

    @Override
    public void read(long address, ByteBuffer into) throws IOException {
        var segment = at(address);
        if (segment == null) {
            return;
        }
        long skipped = address - segment.address();
        long there = Math.max(0, segment.fileBytes() - skipped);
        int limit = into.limit();
        into.limit((int) Math.min(limit, into.position() + there));
        long from = segment.offset() + skipped;
        while (into.hasRemaining()) {
            int read = file.read(into, from);
            if (read < 0) {
                return;
            }
            from += read;
        }
    }

    private @Nullable Segment at(long address) {
        Map.Entry<Long, Segment> floor = byAddress.floorEntry(address);
        return floor != null && floor.getValue().contains(address) ? floor.getValue() : null;
    }
}
