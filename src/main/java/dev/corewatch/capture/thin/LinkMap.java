package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.MemorySource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The dynamic linker's list of what it loaded, by which debuggers find libraries (link.h, struct r_debug and struct link_map): from DT_DEBUG of the
 * program's dynamic section, along l_next, with each name.
 */
final class LinkMap {

    private static final int MOST = 1024;
    private static final long DT_DEBUG = 21;
    private static final int R_MAP = 8;
    private static final int L_NAME = 8;
    private static final int L_NEXT = 24;
    private static final int HEAD_BYTES = 40;
    private static final long NODE_BYTES = 1280; // glibc's own, with what libthread_db reads
    private static final long NAME_BYTES = 256;

    private final MemorySource memory;
    private final List<Range> ranges = new ArrayList<>();

    private LinkMap(MemorySource memory) {
        this.memory = memory;
    }

    /** Where it is; nothing when it can't be found. */
    static List<Range> ranges(MemorySource memory, Range dynamic) throws IOException {
        var list = new LinkMap(memory);
        long debug = list.debug(dynamic);
        if (debug != 0) {
            list.walk(debug);
        }
        return list.ranges;
    }

    private long debug(Range dynamic) throws IOException {
        var entries = memory.bytes(dynamic.start(), (int) (dynamic.end() - dynamic.start()));
        while (entries.remaining() >= 2 * Long.BYTES) {
            long tag = entries.getLong();
            long value = entries.getLong();
            if (tag == DT_DEBUG) {
                return value;
            }
        }
        return 0;
    }

    private void walk(long debug) throws IOException {
        ranges.add(Range.of(debug, HEAD_BYTES, HEAD_BYTES));
        long node = word(debug, R_MAP);
        for (int i = 0; i < MOST && node != 0; i++) {
            ranges.add(Range.of(node, NODE_BYTES, NODE_BYTES));
            ranges.add(Range.of(word(node, L_NAME), NAME_BYTES, NAME_BYTES));
            node = word(node, L_NEXT);
        }
    }

    /** The word that many bytes behind the address; 0 when it isn't there. */
    private long word(long address, int behind) throws IOException {
        var bytes = memory.bytes(address + behind, Long.BYTES);
        return bytes.limit() < Long.BYTES ? 0 : bytes.getLong();
    }
}
