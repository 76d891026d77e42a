package dev.corewatch.app;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.taking.CoreStream;
import dev.corewatch.identity.Victim;
import dev.corewatch.system.DescriptorReader;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.util.concurrent.Semaphore;

/**
 * Has the cores of processes that aren't ours go where they belong, while the kernel holds them. A few at a time, so that HAProxy's never wait
 * for them; those of processes that aren't dumpable go nowhere: what is made of them must not become their user's.
 */
final class Others {

    private static final int AT_ONCE = 4;

    private final ProcessTable processes;
    private final Destination destination;
    private final Semaphore places = new Semaphore(AT_ONCE);

    Others(ProcessTable processes, Destination destination) {
        this.processes = processes;
        this.destination = destination;
    }

    /** Where they belong. */
    @FunctionalInterface
    interface Destination {

        /** Whether the core got there, or nothing was owed. */
        boolean take(Core core) throws IOException, InterruptedException;
    }

    /** One on its way, from its first byte. */
    record Core(Held process, Victim victim, CorePreamble preamble, DescriptorReader rest) {

        void pass(CoreStream.Sink to) throws IOException {
            CoreStream.pass(process, preamble, rest, to);
        }
    }

    /** Whether its core went where it belongs; the process is held until it has. */
    boolean forward(Held process, Victim victim) throws IOException, NotACoreException {
        if (!processes.isDumpable(victim.hostPid()) || !places.tryAcquire()) {
            return false;
        }
        try {
            var rest = process.core();
            return destination.take(new Core(process, victim, CorePreamble.read(rest), rest));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            places.release();
        }
    }
}
