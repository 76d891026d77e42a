package dev.corewatch.capture.elf;

import dev.corewatch.capture.elf.ElfFormatException.Reason;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Module;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads ELF cores of x86-64 and arm64 Linux (elf(5), core(5)). Headers and notes are read forwards only, so that a pipe or a socket serves as well
 * as a file; only the modules' build-ids need the memory. A core that ends early gives what it holds: threads, process and modules
 * may be missing then.
 */
public final class CoreReader {

    static final int X86_64 = 62;
    private static final int ARM64 = 183;

    private CoreReader() {}

    /** All of a core file, from its first byte, wherever the channel stands. */
    public static CoreImage read(FileChannel file) throws IOException, NotACoreException {
        var headers = readHeaders(file.position(0));
        return image(headers, new CoreMemory(file, headers), file.size());
    }

    /** ELF header, program headers and notes, from a channel that stands at the core's first byte. */
    public static CoreHeaders readHeaders(ReadableByteChannel core) throws IOException, NotACoreException {
        try {
            return headers(new ForwardReader(core));
        } catch (NotACoreException e) {
            throw e;
        } catch (ElfFormatException e) {
            throw new NotACoreException(e);
        }
    }

    /**
     * What the headers, and the memory, say together.
     *
     * @param bytes size of the core in all
     */
    public static CoreImage image(CoreHeaders headers, MemorySource memory, long bytes) throws IOException {
        var notes = headers.notes();
        var modules = new ModuleFinder(memory, headers).find(notes.mappings());
        return new CoreImage(
                headers.facts(bytes),
                headers.machine(),
                notes.process(),
                notes.signal(),
                notes.threads(),
                modules,
                executable(notes, modules));
    }

    private static CoreHeaders headers(ForwardReader in) throws IOException, ElfFormatException {
        var header = ElfHeader.parse(in.read(ElfHeader.SIZE));
        checkKind(header);
        var table = ProgramHeaders.read(in, header);
        var collector = new NoteCollector(header.machine());
        var notes = new NoteReader(in, collector);
        var segments = new ArrayList<Segment>();
        for (var segment : table.segments()) {
            if (!segment.isNote() || notes.read(segment)) {
                segments.add(segment);
            }
        }
        return new CoreHeaders(header.machine(), segments, table.whole(), collector.notes());
    }

    private static void checkKind(ElfHeader header) throws NotACoreException {
        if (header.type() != ElfHeader.CORE) {
            throw new NotACoreException(Reason.NOT_A_CORE, header.kind());
        }
        if (header.machine() != X86_64 && header.machine() != ARM64) {
            throw new NotACoreException(
                    Reason.UNSUPPORTED,
                    "a core of ELF machine " + header.machine() + "; x86-64 (62) and arm64 (183) are read");
        }
    }

    private static @Nullable Module executable(CoreNotes notes, List<Module> modules) {
        var path = notes.mappings().stream()
                .filter(m -> m.contains(notes.auxiliary().entry())
                        || m.contains(notes.auxiliary().programHeaders()))
                .map(Mapping::path)
                .findFirst();
        return path.flatMap(p ->
                        modules.stream().filter(m -> ModuleFinder.isOf(m, p)).findFirst())
                .orElse(null);
    }
}
