package dev.corewatch.kernel;

import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Page faults as x86 tells them: {@code haproxy[610]: segfault at 7f.. ip 7f.. sp 7f.. error 4 in libc.so.6[..]}
 * (arch/x86/mm/fault.c).
 */
final class FaultLine {

    private static final String HEX = "([0-9a-f]{1,16})";
    private static final Pattern SEGFAULT =
            Pattern.compile(Comm.WITH_THREAD + ": segfault at " + HEX + " ip " + HEX + " sp " + HEX + " error " + HEX);

    private static final int SIGSEGV = 11;

    private FaultLine() {}

    static @Nullable Testimony parse(String text) {
        var found = SEGFAULT.matcher(text);
        if (!found.lookingAt()) {
            return null;
        }
        var fault = fault(found, text);
        var signal = Signal.numbered(SIGSEGV).at(fault.address());
        int thread = Integer.parseInt(found.group(2));
        return Testimony.ofKernel(thread, found.group(1), fault.kind(), signal, fault.place(), text);
    }

    /** In plain words; null when it is no such line. */
    static @Nullable String meaning(String text) {
        var found = SEGFAULT.matcher(text);
        return found.lookingAt() ? fault(found, text).meaning() : null;
    }

    private static Fault fault(Matcher found, String text) {
        long instruction = Hex.of(found.group(4));
        var place = MappedPlace.in(text.substring(found.end()), instruction);
        return new Fault(Hex.of(found.group(3)), instruction, Hex.of(found.group(5)), Hex.of(found.group(6)), place);
    }
}
