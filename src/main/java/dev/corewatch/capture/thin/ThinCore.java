package dev.corewatch.capture.thin;

import dev.corewatch.capture.elf.CoreNotes;
import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.MemorySource;
import dev.corewatch.capture.elf.ThreadRegisters;
import dev.corewatch.system.SparseWriter;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a core that holds what a backtrace and HAProxy's context need of a process's memory, in the order of need, within a budget: each thread's
 * stack, from its stack pointer on, and its own data; of each mapped program and library its first page and what it writes to; the dynamic
 * linker's list; the kernel's code page; and of the heap what is reached from there. See docs/thin-cores.md.
 */
public final class ThinCore {

    /** Bytes of memory that are enough for HAProxy's context (docs/thin-cores.md has the measurements). */
    public static final long DEFAULT_BUDGET = 8L << 20;

    private static final long RED_ZONE = 128;
    private static final long CRASHED_STACK = 1L << 20;
    private static final long STACK = 64L << 10;
    private static final long OWN_DATA = 8L << 10;
    private static final long VDSO = 64L << 10;
    private static final int STEPS = 8;

    private final CoreNotes notes;
    private final MemorySource memory;
    private final Pages pages;
    private final Keeper keeper;
    private final PointerScan scan;

    private ThinCore(CoreNotes notes, MemorySource memory, AddressSpace space, PageReader reader) {
        this.notes = notes;
        this.memory = memory;
        this.pages = reader.pages();
        this.keeper = new Keeper(space, reader);
        this.scan = new PointerScan(space, reader);
    }

    /**
     * Writes the core of a process that stands still, onto an empty file. A preamble that is cut is written as it is: a cut core. So is the core of a
     * process that was killed meanwhile: its last byte is left out, for what it lacks can't be told by its sizes.
     *
     * @param budgetBytes of memory
     * @return bytes of the file
     */
    public static long write(CorePreamble preamble, MemorySource memory, long budgetBytes, FileChannel out)
            throws IOException {
        if (!preamble.isWhole()) {
            return FileBytes.write(out, preamble.bytes().duplicate(), 0);
        }
        var space = new AddressSpace(preamble.headers());
        var layout = new CoreLayout(preamble, space);
        var pages = new Pages(layout.mostPages(budgetBytes));
        var reader = new PageReader(memory, pages);
        new ThinCore(preamble.headers().notes(), memory, space, reader).choose();
        var writer = new SparseWriter(out);
        long firstPage = layout.firstPage(pages.most());
        writer.skip(firstPage);
        var written = new PageWriter(reader, writer).write(pages.sorted());
        writer.finish();
        layout.write(out, written, firstPage);
        if (memory.isGone()) {
            out.truncate(out.size() - 1);
        }
        return out.size();
    }

    private void choose() throws IOException {
        var crashed = notes.registers().stream().limit(1).toList();
        var others = notes.registers().stream().skip(1).toList();
        var first = stacks(crashed, CRASHED_STACK);
        keep(first);
        var second = stacks(others, STACK);
        keep(second);
        var modules = new Modules(notes, memory);
        keep(modules.headers());
        keep(List.of(keeper.around(notes.auxiliary().vdso(), 0, VDSO)));
        keep(modules.ofProgram());
        keep(LinkMap.ranges(memory, modules.dynamic()));
        follow(crashed, first);
        keep(modules.ofLibraries());
        follow(others, second);
        follow(List.of(), modules.ofProgram());
        follow(List.of(), modules.ofLibraries());
        scan.upTo(Integer.MAX_VALUE);
        scan.go(Integer.MAX_VALUE);
    }

    private void keep(List<Range> ranges) throws IOException {
        int limit = pages.half();
        for (var range : ranges) {
            keeper.keep(range, limit);
        }
    }

    private void follow(List<ThreadRegisters> threads, List<Range> ranges) throws IOException {
        scan.upTo(pages.half());
        for (var range : ranges) {
            scan.lookAt(range);
        }
        for (var thread : threads) {
            for (int i = 0; i < thread.count(); i++) {
                scan.follow(thread.word(i));
            }
        }
        scan.go(STEPS);
    }

    /** Each thread's stack, its own data, and the code it was at. */
    private List<Range> stacks(List<ThreadRegisters> threads, long most) {
        var ranges = new ArrayList<Range>();
        for (var thread : threads) {
            ranges.add(keeper.stack(thread.stackPointer(), RED_ZONE, most));
            ranges.add(keeper.around(thread.threadPointer(), OWN_DATA, OWN_DATA));
            ranges.add(keeper.around(thread.programCounter(), 0, 1));
        }
        return ranges;
    }
}
