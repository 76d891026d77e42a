package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.CoreHeaders;
import dev.corewatch.capture.elf.Mapping;
import dev.corewatch.capture.elf.Segment;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The parts of a process's memory in order of address, known by their index: whole pages, none in the kernel's half, none over another (the
 * lower one wins).
 */
final class AddressSpace {

    static final int PAGE = 4096;

    private final List<Segment> segments;
    private final long[] starts;
    private final long[] ends;
    private final boolean[] heap;

    AddressSpace(CoreHeaders headers) {
        segments = headers.segments().stream()
                .filter(s -> s.isLoad() && holds(s))
                .sorted(Comparator.comparingLong(Segment::address))
                .toList();
        starts = new long[segments.size()];
        ends = new long[segments.size()];
        heap = new boolean[segments.size()];
        var files =
                headers.notes().mappings().stream().mapToLong(Mapping::start).toArray();
        Arrays.sort(files);
        long end = 0;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            starts[i] = Math.max(end, page(segment.address() + PAGE - 1));
            ends[i] = Math.max(starts[i], page(segment.address() + segment.memoryBytes()));
            heap[i] = isHeap(segment, files);
            end = ends[i];
        }
    }

    /** Whether it has a place here. */
    static boolean holds(Segment segment) {
        return segment.address() >= PAGE && segment.address() + segment.memoryBytes() > 0;
    }

    /** What may hold objects that others point to: what the program writes to, and what it wrote to before it was sealed. */
    private static boolean isHeap(Segment segment, long[] files) {
        boolean file = Arrays.binarySearch(files, segment.address()) >= 0;
        return segment.isReadable() && (segment.isWritable() || !file);
    }

    /** The start of the page that holds the address. */
    static long page(long address) {
        return address & -PAGE;
    }

    int size() {
        return starts.length;
    }

    Segment segment(int part) {
        return segments.get(part);
    }

    long start(int part) {
        return starts[part];
    }

    long end(int part) {
        return ends[part];
    }

    boolean isHeap(int part) {
        return heap[part];
    }

    /** The part that holds the address; -1 when none does. */
    int at(long address) {
        int found = Arrays.binarySearch(starts, address);
        int part = found >= 0 ? last(found) : -found - 2;
        return part >= 0 && address < ends[part] ? part : -1;
    }

    /** The first readable part that ends behind the address; -1 when there is none. */
    int firstReadable(long address) {
        int found = Arrays.binarySearch(starts, address);
        int part = Math.max(0, found >= 0 ? found : -found - 2);
        while (part < starts.length
                && (address >= ends[part] || !segments.get(part).isReadable())) {
            part++;
        }
        return part < starts.length ? part : -1;
    }

    /** Of parts that start at the same address all but the last one are empty. */
    private int last(int part) {
        int last = part;
        while (last + 1 < starts.length && starts[last + 1] == starts[part]) {
            last++;
        }
        return last;
    }

    /** The lowest address of all that is heap, then the highest. */
    long[] heapBounds() {
        long low = Long.MAX_VALUE;
        long high = 0;
        for (int i = 0; i < heap.length; i++) {
            if (heap[i] && starts[i] < ends[i]) {
                low = Math.min(low, starts[i]);
                high = Math.max(high, ends[i]);
            }
        }
        return new long[] {low, high};
    }
}
