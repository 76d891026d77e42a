package dev.corewatch.capture.pipe;

import dev.corewatch.capture.held.Held;
import dev.corewatch.capture.held.HeldListener.Refusal;
import dev.corewatch.capture.held.Reception.Stranger;
import dev.corewatch.system.Descriptor;
import dev.corewatch.system.DescriptorReader;
import dev.corewatch.system.LocalPeer;
import dev.corewatch.system.PidFd;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A process whose core the kernel pipes into the helper at the other end of a connection; the helper waits, and the kernel for it. */
final class PipeDeath implements Held {

    private static final Duration SILENCE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 256 * 1024;
    private static final int LONGEST = 4096;
    private static final Pattern WORDS = Pattern.compile("corewatch-pipe 1\0([1-9][0-9]{0,9})\0.*", Pattern.DOTALL);
    private static final byte[] TAKEN = {'T'};
    private static final byte[] STILL = {'.'};
    private static final int HANDED = 2;

    private final LocalPeer helper;
    private final Descriptor pipe;
    private final PidFd process;
    private final int pid;
    private @Nullable DescriptorReader reader;

    private PipeDeath(LocalPeer helper, Descriptor pipe, PidFd process, int pid) {
        this.helper = helper;
        this.pipe = pipe;
        this.process = process;
        this.pid = pid;
    }

    /** The one message by which a helper hands a core over; it is there as soon as the helper has connected. */
    static Held receive(LocalPeer helper, Duration patience) throws IOException, Stranger {
        var message = helper.receive(LONGEST, patience);
        var words = WORDS.matcher(message.text());
        if (!words.matches() || message.descriptors().size() != HANDED) {
            message.descriptors().forEach(Descriptor::close);
            throw new Stranger(
                    Refusal.PROTOCOL,
                    "a message of %d bytes with %d descriptors, which no helper of this version sends"
                            .formatted(
                                    message.text().length(),
                                    message.descriptors().size()));
        }
        var process = LocalPeer.process(message.descriptors().get(1));
        return new PipeDeath(helper, message.descriptors().get(0), process, Integer.parseInt(words.group(1)));
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
        helper.descriptor().write(TAKEN);
        var core = new DescriptorReader(pipe, AT_ONCE, SILENCE);
        reader = core;
        return core;
    }

    @Override
    public void proceed() throws IOException {
        helper.descriptor().write(STILL);
    }

    /** The pipe goes first: with the helper's end of it closed already, the kernel stops writing. */
    @Override
    public void close() {
        if (reader != null) {
            reader.close();
        }
        pipe.close();
        process.close();
        helper.close();
    }
}
