package dev.corewatch.analyze.advice;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** What to do next, the most useful first. A death made on purpose needs nothing done. */
public final class Advice {

    private static final List<Function<Case, Stream<String>>> RULES = List.of(
            UpgradeAdvice::of,
            CompressionAdvice::of,
            SlzAdvice::of,
            KindAdvice::of,
            TrustAdvice::truncatedCore,
            TrustAdvice::foreignLibraries,
            TrustAdvice::missingSymbols,
            TrustAdvice::weakDebugger);

    private Advice() {}

    public static List<String> on(Case crash) {
        if (crash.analysis().deliberate()) {
            return List.of("Nothing: somebody made it crash on purpose (a debug command on the stats socket).");
        }
        return RULES.stream().flatMap(rule -> rule.apply(crash)).toList();
    }
}
