package dev.corewatch.system;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;

/**
 * A regular file opened for reading by {@link SafeOpen}: whatever happens to its name, this stays the same inode. The descriptor
 * serves the calls that the JDK lacks ({@link Holes}); its file position is its own, not the channel's.
 */
public final class OpenFile implements AutoCloseable {

    private final int descriptor;
    private final FileChannel channel;
    private final FileFacts facts;
    private boolean closed;

    private OpenFile(int descriptor, FileChannel channel, FileFacts facts) {
        this.descriptor = descriptor;
        this.channel = channel;
        this.facts = facts;
    }

    /** Takes the descriptor over, and closes it when that fails. */
    static OpenFile of(int descriptor, FileFacts facts) throws IOException {
        try {
            var channel = FileChannel.open(Descriptors.again(descriptor), StandardOpenOption.READ);
            return new OpenFile(descriptor, channel, facts);
        } catch (IOException | RuntimeException e) {
            Descriptors.close(descriptor);
            throw e;
        }
    }

    public FileChannel channel() {
        return channel;
    }

    /** As they were when it was opened. */
    public FileFacts facts() {
        return facts;
    }

    /** As they are now, even if the name is gone. */
    public FileFacts factsNow() throws IOException {
        return FileFacts.ofDescriptor(descriptor);
    }

    int descriptor() {
        return descriptor;
    }

    @Override
    public synchronized void close() throws IOException {
        if (closed) {
            return;
        }
        closed = true;
        Descriptors.close(descriptor);
        channel.close();
    }
}
