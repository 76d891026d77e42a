package dev.corewatch.analyze.advice;

import java.util.stream.Stream;

/** The swap of zlib for slz: only for a zlib build that died below zlib. From 2.4 on slz is in HAProxy's tree and the default. */
final class CompressionAdvice {

    private static final String BUILT_IN = "the same build without USE_ZLIB (slz is built in since 2.4)";
    private static final String EXTERNAL =
            "the same build with USE_SLZ=1 in place of USE_ZLIB=1 (2.3 and older need libslz)";

    private CompressionAdvice() {}

    static Stream<String> of(Case crash) {
        if (!crash.isZlibBuild() || !crash.stack().libraries().contains("libz")) {
            return Stream.empty();
        }
        return Stream.of("It died inside zlib: canary an image with libslz, " + build(crash)
                + ". Check the configuration with it first (haproxy -c; tune.zlib.* is unknown to it);"
                + " answers grow a little, CPU and memory fall.");
    }

    private static String build(Case crash) {
        var version = crash.parsedVersion();
        if (version == null) {
            return BUILT_IN + ", or " + EXTERNAL;
        }
        return version.hasBuiltInSlz() ? BUILT_IN : EXTERNAL;
    }
}
