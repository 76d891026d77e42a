package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The kernel's log, from the oldest record that it still has: /dev/kmsg, of which one read gives one record. A reader that falls behind goes
 * on at the oldest one left; the sequence tells how many it missed. For one thread.
 */
public final class KernelMessages implements AutoCloseable {

    private static final int LONGEST = 8192;

    private final Descriptor descriptor;
    private final DescriptorReader reader;

    /** Opens it; only root may. */
    public KernelMessages(Path device) throws IOException {
        descriptor = new Descriptor(
                Descriptors.open(device, Descriptors.O_RDONLY | Descriptors.O_NONBLOCK | Descriptors.O_CLOEXEC));
        reader = new DescriptorReader(descriptor, LONGEST, Duration.ZERO);
    }

    /** The next record; empty when none came in time, or when one was overrun or no record: then the next call may have one. */
    public Optional<KernelRecord> next(Duration most) throws IOException {
        if (!descriptor.awaitReadable(most)) {
            return Optional.empty();
        }
        try {
            return KernelRecord.parse(UTF_8.decode(reader.next()).toString());
        } catch (IOException overrun) {
            return Optional.empty(); // EPIPE, once: the next read gives the oldest record that is left
        }
    }

    @Override
    public void close() {
        reader.close();
        descriptor.close();
    }
}
