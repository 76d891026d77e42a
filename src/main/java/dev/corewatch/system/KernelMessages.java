package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The kernel's log by /dev/kmsg, of which one read gives one record. A reader that falls behind goes on at the oldest one left; the sequence
 * tells how many it missed.
 */
final class KernelMessages implements KernelSource {

    private static final int LONGEST = 8192;
    private static final int MOST_OVERRUNS = 100;

    /** Character device 1:11 (Documentation/admin-guide/devices.txt): containers have other things in its place. */
    private static final long DEVICE = (1 << 8) | 11;

    private final Path device;
    private final Descriptor descriptor;
    private final DescriptorReader reader;
    private long last = -1;
    private long lost;

    /** Opens it; root may, with CAP_SYSLOG where kernel.dmesg_restrict is 1. */
    KernelMessages(Path device) throws IOException {
        if (!Files.getAttribute(device, "unix:rdev").equals(DEVICE)) {
            throw new IOException(device + " is not the kernel's log");
        }
        this.device = device;
        descriptor = new Descriptor(
                Descriptors.open(device, Descriptors.O_RDONLY | Descriptors.O_NONBLOCK | Descriptors.O_CLOEXEC));
        reader = new DescriptorReader(descriptor, LONGEST, Duration.ZERO);
    }

    @Override
    public String words() {
        return device.toString();
    }

    @Override
    public Optional<KernelRecord> next(Duration most) throws IOException {
        for (int overruns = 0; descriptor.awaitReadable(most); overruns++) {
            try {
                var record = KernelRecord.parse(UTF_8.decode(reader.next()).toString());
                if (record.isPresent()) {
                    lost += last < 0 ? 0 : record.get().sequence() - last - 1;
                    last = record.get().sequence();
                    return record;
                }
            } catch (IOException overrun) { // EPIPE, once: the next read gives the oldest record that is left
                if (overruns >= MOST_OVERRUNS) {
                    throw overrun;
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public long lost() {
        return lost;
    }

    @Override
    public void close() {
        reader.close();
        descriptor.close();
    }
}
