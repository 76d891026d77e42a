package dev.corewatch.capture.elf;

import dev.corewatch.capture.thin.Site;
import dev.corewatch.capture.thin.ThinCore;
import dev.corewatch.fuzz.BufferChannel;
import dev.corewatch.fuzz.FuzzTarget;
import dev.corewatch.fuzz.Noise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * The cores of {@link CoreFuzz}, bent, as the memory of thin cores. Each that is written must be read again, and hold no more than its budget,
 * with as much again of zeros.
 */
public final class ThinCoreFuzz implements FuzzTarget {

    private static final long BUDGET = 1 << 20;
    private static final long MOST_CALLS = 200_000;

    private final List<CoreFuzz.Core> cores = new CoreFuzz().cores();
    private final Path file = Files.createTempFile("thin", ".core");
    private byte[] last = {};

    public ThinCoreFuzz() throws Exception {
        file.toFile().deleteOnExit();
    }

    @Override
    public void run(Noise noise) throws Exception {
        var core = noise.of(cores);
        core.bend().some(noise, core.places());
        try {
            survive(core.bytes(), noise);
        } catch (Exception | Error failure) {
            last = core.bend().copy();
            throw failure;
        } finally {
            core.bend().takeBack();
        }
    }

    private void survive(ByteBuffer bytes, Noise noise) throws IOException {
        CorePreamble preamble;
        try {
            preamble = CorePreamble.read(new BufferChannel(bytes));
        } catch (NotACoreException refused) {
            return;
        }
        var memory = new BufferChannel(bytes);
        var source = memory(new CoreMemory(memory, preamble.headers()), noise);
        Site.of(preamble.headers(), source);
        Files.deleteIfExists(file); // ext4 waits for the disk when a file is overwritten
        try (var out = FileChannel.open(
                file, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long size = ThinCore.write(preamble, source, BUDGET, out);
            require(size == out.size(), "the size");
            check(preamble, CoreReader.read(out.position(0)).facts().thin(), out);
        } catch (NotACoreException unreadable) {
            throw new AssertionError("the thin core isn't read", unreadable);
        }
        require(memory.calls() <= MOST_CALLS, memory.calls() + " calls were made");
    }

    /** Some pages are gone, as when a process unmapped them. */
    private static MemorySource memory(MemorySource memory, Noise noise) {
        long gone = noise.oneIn(2) ? noise.below(64) : -1;
        return (address, into) -> {
            if ((address >>> 12 & 63) != gone) {
                memory.read(address, into);
            }
        };
    }

    private static void check(CorePreamble preamble, boolean thin, FileChannel out)
            throws IOException, NotACoreException {
        if (preamble.isWhole()) {
            require(thin, "it bears the mark");
            long kept = CoreReader.readHeaders(out.position(0)).segments().stream()
                    .filter(Segment::isLoad)
                    .mapToLong(Segment::fileBytes)
                    .sum();
            require(kept <= 2 * BUDGET, kept + " bytes were kept");
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    @Override
    public byte[] lastInput() {
        return last;
    }
}
