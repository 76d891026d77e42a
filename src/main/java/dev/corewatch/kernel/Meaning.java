package dev.corewatch.kernel;

import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a line of the kernel on a death means, in plain words. */
final class Meaning {

    private Meaning() {}

    /** @param text without its carrier's prefix */
    static String of(String text) {
        return Stream.<Function<String, @Nullable String>>of(
                        FaultLine::meaning, TrapLine::meaning, ArmFaultLine::meaning, OomLine::meaning)
                .map(reader -> reader.apply(text))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("a death");
    }
}
