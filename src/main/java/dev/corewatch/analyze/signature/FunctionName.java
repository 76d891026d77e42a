package dev.corewatch.analyze.signature;

import java.util.regex.Pattern;

/**
 * A function's name without what compilers, C libraries and HAProxy's versions add to it: {@code deflate_fast.constprop.0},
 * {@code __GI_raise}, {@code memcpy@plt}, {@code comp_deflate_flush_or_finish} (from 3.4 on) and {@code si_cs_send} (2.5 and
 * older) become {@code deflate_fast}, {@code raise}, {@code memcpy}, {@code deflate_flush_or_finish} and {@code sc_conn_send}.
 */
public final class FunctionName {

    /** Longer names are C++ templates; the rest tells nothing. */
    private static final int LIMIT = 200;

    /** What GNU libc adds for the processor: {@code memmove_avx512_unaligned_erms}, {@code strlen_sse2}. */
    private static final Pattern PROCESSOR = Pattern.compile(
            "_(sse\\d|ssse3|avx|avx2|avx512|evex|evex512|rtm|erms|unaligned|no_vzeroupper|generic|falkor|thunderx)(_.*)?$");

    private FunctionName() {}

    /** The plain name; empty when nothing is left. */
    public static String plain(String raw) {
        var name = raw.length() > LIMIT ? raw.substring(0, LIMIT) : raw.strip();
        name = cut(cut(cut(name, '('), '@'), '.');
        name = withoutPrefix(withoutUnderscores(name), "GI_");
        name = withoutPrefix(withoutUnderscores(name), "comp_");
        return connector(withoutProcessor(name));
    }

    private static String withoutProcessor(String name) {
        boolean ofLibc = name.startsWith("mem") || name.startsWith("str") || name.startsWith("wcs");
        return ofLibc ? PROCESSOR.matcher(name).replaceFirst("") : name;
    }

    private static String cut(String name, char at) {
        int end = name.indexOf(at);
        return end > 0 ? name.substring(0, end) : name;
    }

    private static String withoutUnderscores(String name) {
        int start = 0;
        while (start < name.length() && name.charAt(start) == '_') {
            start++;
        }
        return name.substring(start);
    }

    private static String withoutPrefix(String name, String prefix) {
        return name.length() > prefix.length() && name.startsWith(prefix) ? name.substring(prefix.length()) : name;
    }

    /** The stream interface of 2.5 and older (si_) became the conn-stream (cs_, 2.6) and the stream connector (sc_, 2.7). */
    private static String connector(String name) {
        if (name.startsWith("si_cs_") || name.startsWith("sc_cs_")) {
            return "sc_conn_" + name.substring(6);
        }
        return name.startsWith("si_") || name.startsWith("cs_") ? "sc_" + name.substring(3) : name;
    }
}
