package dev.corewatch.capture.taking;

import dev.corewatch.capture.elf.CorePreamble;
import dev.corewatch.capture.held.Held;
import dev.corewatch.system.DescriptorReader;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Passes on all of a held process's core, and says now and then that it is still at work. */
public final class CoreStream {

    static final long WORD_NANOS = 1_000_000_000L;

    private CoreStream() {}

    /** Takes what comes, all of it. */
    @FunctionalInterface
    public interface Sink {

        void write(ByteBuffer bytes) throws IOException;
    }

    /**
     * Until its end.
     *
     * @param preamble what was read of it so far
     * @param core the rest
     */
    public static void pass(Held process, CorePreamble preamble, DescriptorReader core, Sink to) throws IOException {
        to.write(preamble.bytes().duplicate());
        long said = System.nanoTime();
        for (var bytes = core.next(); bytes.hasRemaining(); bytes = core.next()) {
            to.write(bytes);
            if (System.nanoTime() - said > WORD_NANOS) {
                process.proceed();
                said = System.nanoTime();
            }
        }
    }
}
