package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** The kernel's log, record by record, from the oldest that it still has. For one thread, the one that opened it. */
public interface KernelSource extends AutoCloseable {

    /**
     * By the device; where that is closed, by syslog(2), which is slower and doesn't number its records.
     *
     * @throws IOException when neither can be read, with what is missing for it
     */
    static KernelSource open(Path device) throws IOException {
        try {
            return new KernelMessages(device);
        } catch (IOException closed) {
            return orSyslog(device, closed);
        }
    }

    private static KernelSource orSyslog(Path device, IOException closed) throws IOException {
        try {
            return new SyslogMessages();
        } catch (IOException refused) {
            refused.addSuppressed(closed);
            throw new IOException(
                    ("neither %s (%s) nor syslog(2) (%s) can be read: give CAP_SYSLOG, which kernel.dmesg_restrict=1 asks for, and a"
                                    + " container the device")
                            .formatted(device, closed, refused.getMessage()),
                    refused);
        }
    }

    /** Which way it is read. */
    String words();

    /** The next record; empty when none came in time. */
    Optional<KernelRecord> next(Duration most) throws IOException;

    /** How many records were overwritten before they were read, so far: a floor. */
    long lost();

    @Override
    void close();
}
