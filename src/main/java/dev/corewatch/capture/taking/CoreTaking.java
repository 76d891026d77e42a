package dev.corewatch.capture.taking;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.thin.ProcessMemory;
import dev.corewatch.capture.thin.Site;
import dev.corewatch.capture.thin.ThinCore;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Takes the core of a held process into a file, thin or whole: what comes before the memory as the kernel sends it, the memory out of the
 * process. Nothing is synced: that waits until the process is gone. A whole core that fails on the way, on a full disk say, becomes a thin one.
 */
public final class CoreTaking {

    private static final Logger LOG = System.getLogger(CoreTaking.class.getName());

    /** Enough for what is in their loops. */
    private static final int REHEARSALS = 20;

    private final Path proc;
    private final long thinBytes;
    private final long mostBytes;
    private final FullCores fullCores;
    private final Pace pace = new Pace();

    /**
     * Over that /proc.
     *
     * @param thinBytes of memory in a thin core
     * @param mostBytes of a whole one; what would be larger is taken thin
     */
    public CoreTaking(Path proc, long thinBytes, long mostBytes, FullCores fullCores) {
        this.proc = proc;
        this.thinBytes = thinBytes;
        this.mostBytes = mostBytes;
        this.fullCores = fullCores;
    }

    /** Onto an empty file. The process is still held when this returns. */
    public Taken take(Held process, FileChannel out) throws IOException, NotACoreException {
        var preamble = CorePreamble.read(process.core());
        try (var memory = memory(process)) {
            var site = Site.of(preamble.headers(), memory);
            if (isWhole(preamble, site) && copied(process, memory, preamble, out)) {
                return new Taken(true, site);
            }
            ThinCore.write(preamble, memory, thinBytes, out);
            return new Taken(false, site);
        }
    }

    /**
     * Takes it several times, both ways: a JVM translates what runs often, and the first process that dies in earnest would wait for that.
     */
    public void rehearse(Held process, FileChannel out) throws IOException, NotACoreException {
        var preamble = CorePreamble.read(process.core());
        try (var memory = memory(process)) {
            for (int i = 0; i < REHEARSALS; i++) {
                Site.of(preamble.headers(), memory);
                WholeCore.write(preamble, memory, out.truncate(0), new Watch(process, memory));
                ThinCore.write(preamble, memory, thinBytes, out.truncate(0));
            }
        }
    }

    private ProcessMemory memory(Held process) throws IOException {
        return ProcessMemory.of(proc.resolve(String.valueOf(process.pid())));
    }

    private boolean isWhole(CorePreamble preamble, Optional<Site> site) {
        long bytes = preamble.headers().promisedBytes();
        return preamble.isWhole() && bytes <= mostBytes && fullCores.wanted(site, pace.of(bytes));
    }

    private boolean copied(Held process, ProcessMemory memory, CorePreamble preamble, FileChannel out)
            throws IOException {
        long began = System.nanoTime();
        try {
            long bytes = WholeCore.write(preamble, memory, out, new Watch(process, memory));
            pace.learn(bytes, Duration.ofNanos(System.nanoTime() - began));
            return true;
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the core of process {0} is taken thin: {1}", process.pid(), e.getMessage());
            out.truncate(0);
            return false;
        }
    }

    /** Says now and then that the core is still being taken; a process that is killed meanwhile has no more memory. */
    private static final class Watch implements WholeCore.Progress {

        private final Held process;
        private final ProcessMemory memory;
        private long said = System.nanoTime();

        Watch(Held process, ProcessMemory memory) {
            this.process = process;
            this.memory = memory;
        }

        @Override
        public boolean goesOn() throws IOException {
            if (System.nanoTime() - said > CoreStream.WORD_NANOS) {
                process.proceed();
                said = System.nanoTime();
            }
            return !memory.isGone();
        }
    }
}
