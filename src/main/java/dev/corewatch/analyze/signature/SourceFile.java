package dev.corewatch.analyze.signature;

import java.util.regex.Pattern;

/**
 * Tells HAProxy's sources from those of libraries by their paths: {@code src/stream.c}, {@code include/haproxy/htx.h}, {@code
 * addons/...}, {@code ebtree/...}, whatever directory the build was in. musl's are {@code src/string/memcpy.c}, glibc's {@code
 * ../sysdeps/...} or bare, zlib's and Lua's bare.
 */
final class SourceFile {

    private static final Pattern OWN =
            Pattern.compile("(?:.*/)?(?:src/[^/]+|include/(?:haproxy|import|common|proto|types)/.+|"
                    + "ebtree/[^/]+|(?:contrib|addons|admin)/.+)\\.[ch]");

    private SourceFile() {}

    static boolean isHaproxys(String path) {
        return OWN.matcher(path).matches();
    }

    static boolean isHeader(String path) {
        return path.endsWith(".h");
    }
}
