package dev.corewatch.capture.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The memory that a core file holds: PT_LOAD segments by address (sorted here: core_sort_vma writes them by size). */
public final class CoreMemory implements MemorySource {

    private final FileChannel file;
    private final TreeMap<Long, Segment> byAddress = new TreeMap<>(Long::compareUnsigned);

    public CoreMemory(FileChannel file, CoreHeaders headers) {
        this.file = file;
        for (var segment : headers.segments()) {
            if (segment.isLoad()) {
                byAddress.put(segment.address(), segment);
            }
        }
    }

    @Override
    public void read(long address, ByteBuffer into) throws IOException {
        long at = address;
        int read = 1;
        while (read > 0 && into.hasRemaining()) {
            var segment = at(at);
            read = segment == null ? 0 : read(segment, at - segment.address(), into);
            at += read;
        }
    }

    /** How many bytes were read; 0 where the segment's part of the file ends. */
    private int read(Segment segment, long skipped, ByteBuffer into) throws IOException {
        int limit = into.limit();
        long there = Math.max(0, segment.fileBytes() - skipped);
        into.limit((int) Math.min(limit, into.position() + there));
        int read = into.hasRemaining() ? file.read(into, segment.offset() + skipped) : 0;
        into.limit(limit);
        return read;
    }

    private @Nullable Segment at(long address) {
        Map.Entry<Long, Segment> floor = byAddress.floorEntry(address);
        return floor != null && floor.getValue().contains(address) ? floor.getValue() : null;
    }
}
