package dev.corewatch.capture.socket;

import dev.corewatch.capture.held.Held;
import dev.corewatch.system.DescriptorReader;
import dev.corewatch.system.LocalPeer;
import dev.corewatch.system.PidFd;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A process whose kernel side waits at the other end of a connection. */
final class SocketDeath implements Held {

    /** The kernel writes as fast as we read, unless it must fetch pages from a disk first. */
    private static final Duration SILENCE = Duration.ofSeconds(5);

    private static final int AT_ONCE = 256 * 1024;

    private final LocalPeer kernel;
    private final PidFd process;
    private final int pid;
    private @Nullable DescriptorReader reader;

    SocketDeath(LocalPeer kernel, PidFd process, int pid) {
        this.kernel = kernel;
        this.process = process;
        this.pid = pid;
    }

    @Override
    public int pid() {
        return pid;
    }

    @Override
    public PidFd process() {
        return process;
    }

    @Override
    public DescriptorReader core() throws IOException {
        var core = new DescriptorReader(kernel.descriptor(), AT_ONCE, SILENCE);
        reader = core;
        Handshake.take(kernel.descriptor(), core);
        return core;
    }

    @Override
    public void proceed() {
        // the kernel waits for as long as it takes
    }

    @Override
    public void close() {
        if (reader == null) {
            refuse();
        } else {
            reader.close();
        }
        kernel.close();
        process.close();
    }

    private void refuse() {
        try (var request = new DescriptorReader(kernel.descriptor(), 64, SILENCE)) {
            Handshake.refuse(kernel.descriptor(), request);
        } catch (IOException e) {
            return; // closing the connection ends the dump as well
        }
    }
}
