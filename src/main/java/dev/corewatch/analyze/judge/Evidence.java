package dev.corewatch.analyze.judge;

import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the kind of a death is told from.
 *
 * @param frames of the crashed thread, innermost first
 * @param thread the crashed thread's registers
 * @param executable path of the program as the frames' modules name it
 */
public record Evidence(
        @Nullable Signal signal,
        List<Frame> frames,
        @Nullable CoreThread thread,
        @Nullable String executable) {

    public Evidence {
        frames = List.copyOf(frames);
    }

    boolean diedBy(String... names) {
        return signal != null && List.of(names).contains(signal.name());
    }

    /** Address of the bad access; absent when the signal has none. */
    @Nullable
    Long faultAddress() {
        var address = signal == null ? null : signal.address();
        return address == null ? null : Long.parseUnsignedLong(address.replaceFirst("^0x", ""), 16);
    }

    /** The frames from the innermost to the first signal handler's: what ran when the process ended itself. */
    List<Frame> handler() {
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).signalHandler()) {
                return frames.subList(0, i);
            }
        }
        return List.of();
    }

    boolean inExecutable(Frame frame) {
        return executable != null && executable.equals(frame.module());
    }
}
