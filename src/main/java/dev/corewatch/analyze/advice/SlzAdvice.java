package dev.corewatch.analyze.advice;

import java.util.stream.Stream;

/**
 * slz's own overflows: only for a build without zlib that died in slz's frames, in a version that may lack the fixes. With the
 * default buffers neither can be reached.
 */
final class SlzAdvice {

    private SlzAdvice() {}

    static Stream<String> of(Case crash) {
        if (crash.isZlibBuild() || !diedInSlz(crash) || hasTheFixes(crash)) {
            return Stream.empty();
        }
        return Stream.of(
                "It died inside slz, HAProxy's own compression. Two overflows of it are known: with tune.bufsize above"
                        + " 17408 or tune.maxrewrite below 964 (fixed by 3020fde52, first in 3.4-dev9), and with tune.bufsize above about"
                        + " 43000 (6f75c98fc, 3.5-dev4). If yours are like that, go back to the defaults until you can upgrade;"
                        + " if they aren't, it is neither of the two. A swap of images to libslz changes nothing: it is slz already.");
    }

    private static boolean diedInSlz(Case crash) {
        return crash.stack().functions().stream()
                .findFirst()
                .filter(function -> function.startsWith("slz_") || function.startsWith("rfc195"))
                .isPresent();
    }

    private static boolean hasTheFixes(Case crash) {
        var version = crash.parsedVersion();
        return version != null && version.hasBoundedSlz();
    }
}
