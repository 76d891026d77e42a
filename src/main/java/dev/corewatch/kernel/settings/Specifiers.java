package dev.corewatch.kernel.settings;

import java.util.Map;

/** The percent signs of a core_pattern (core(5)). */
final class Specifiers {

    private Specifiers() {}

    /** Filled in as the kernel does; what isn't known is left out. */
    static String fill(String text, Map<Character, String> facts) {
        var filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                filled.append(c);
            } else if (++i < text.length()) {
                filled.append(text.charAt(i) == '%' ? "%" : facts.getOrDefault(text.charAt(i), ""));
            }
        }
        return filled.toString();
    }

    /** Whether the kernel would fill that one in. */
    static boolean has(String text, char specifier) {
        for (int at = text.indexOf('%'); at >= 0 && at + 1 < text.length(); at = text.indexOf('%', at + 2)) {
            if (text.charAt(at + 1) == specifier) {
                return true;
            }
        }
        return false;
    }
}
