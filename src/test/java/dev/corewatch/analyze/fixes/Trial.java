package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.LabelledStack;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A crash shown to the list of fixes.
 *
 * @param id of the fix that is right; of one that isn't in the list when nobody knows it
 */
record Trial(
        String id,
        List<Frame> frames,
        @Nullable String signal,
        @Nullable String version) {

    /** As it was reported. */
    static Trial of(LabelledStack stack) {
        var signal = stack.signal().startsWith("SIG") ? stack.signal() : null;
        return new Trial(stack.group().substring(2), stack.frames(), signal, stack.version());
    }

    /** The fix's own crash, in the words of upstream's message. */
    static Trial of(Fix fix, LabelledStack stack, String version) {
        return new Trial(fix.id(), stack.frames(), signalOf(fix), version);
    }

    /** The functions in which a fix's crash is said to die, as if they were a whole stack. */
    static Trial of(Fix fix, String version) {
        var names = fix.functions();
        var frames = IntStream.range(0, names.size())
                .mapToObj(i -> new Frame(i, names.get(i), null, null, null, null, false, false))
                .toList();
        return new Trial(fix.id(), frames, signalOf(fix), version);
    }

    Trial frames(List<Frame> others) {
        return new Trial(id, others, signal, version);
    }

    Trial signal(@Nullable String other) {
        return new Trial(id, frames, other, version);
    }

    Trial version(String other) {
        return new Trial(id, frames, signal, other);
    }

    Crash crash() {
        return new Crash(frames, CrashKind.UNKNOWN, signal, null, version);
    }

    private static @Nullable String signalOf(Fix fix) {
        return "SIGILL-or-SIGSEGV".equals(fix.signal()) ? "SIGSEGV" : fix.signal();
    }
}
