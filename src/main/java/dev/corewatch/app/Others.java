package dev.corewatch.app;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.taking.CoreStream;
import dev.corewatch.identity.Victim;
import dev.corewatch.kernel.settings.PipePattern;
import dev.corewatch.process.FedProcess;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import org.jboss.logging.Logger;

/**
 * What others lose when we own core_pattern: the program that had the cores before gets them all the same, those of processes that aren't ours,
 * with its own arguments, in the host's mounts. A few at a time, so that HAProxy's never wait for them.
 */
final class Others {

    private static final Logger LOG = Logger.getLogger(Others.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int AT_ONCE = 4;

    private final ProcessTable processes;
    private final PipePattern handler;
    private final Helper helper;
    private final InstantSource clock;
    private final Semaphore places = new Semaphore(AT_ONCE);

    /** @param handler who had core_pattern before */
    Others(ProcessTable processes, PipePattern handler, Helper helper, InstantSource clock) {
        this.processes = processes;
        this.handler = handler;
        this.helper = helper;
        this.clock = clock;
    }

    /** Whether the handler got the core and made of it what it makes; the process is held until it has. */
    boolean forward(Held process, Victim victim) throws IOException, NotACoreException {
        if (!processes.isDumpable(victim.hostPid()) || !places.tryAcquire()) {
            return false;
        }
        try {
            return feed(process, victim);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }

    private boolean feed(Held process, Victim victim) throws IOException, NotACoreException, InterruptedException {
        var core = process.core();
        var preamble = CorePreamble.read(core);
        var facts = DeathFacts.of(processes, victim, preamble.headers(), clock.instant());
        try (var fed = FedProcess.start(helper.onHost(handler.command(facts)), LONGEST)) {
            try (var input = Channels.newChannel(fed.input())) {
                CoreStream.pass(process, preamble, core, bytes -> writeAll(input, bytes));
            }
            int exit = fed.finish();
            if (exit != 0) {
                LOG.warnf(
                        "%s ended with %d over the core of process %d",
                        handler.words().getFirst(), exit, victim.hostPid());
            }
            return exit == 0;
        }
    }

    private static void writeAll(WritableByteChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
