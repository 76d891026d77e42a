package dev.corewatch.system;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How the kernel reads a core_pattern (core(5), fs/coredump.c): its words, and its percent signs. */
public final class CoreSpecifiers {

    private CoreSpecifiers() {}

    /** Of one that begins with {@code |}: the program and its arguments. */
    public static List<String> words(String pipe) {
        return Arrays.stream(pipe.substring(1).split("\\s+", -1))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Filled in.
     *
     * @param facts by specifier; null is left out
     */
    public static String fill(String text, Function<Character, @Nullable String> facts) {
        var filled = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '%') {
                filled.append(c);
            } else if (++i < text.length()) {
                filled.append(text.charAt(i) == '%' ? "%" : orNothing(facts.apply(text.charAt(i))));
            }
        }
        return filled.toString();
    }

    /**
     * A file's name, filled in.
     *
     * @param usesPid kernel.core_uses_pid: a name without the pid gets it at its end
     */
    public static String file(String text, Function<Character, @Nullable String> facts, boolean usesPid) {
        var path = fill(text, facts);
        return usesPid && !has(text, "p") ? path + "." + orNothing(facts.apply('p')) : path;
    }

    /** Whether the text has one of these. */
    public static boolean has(String text, String specifiers) {
        for (int i = 0; i + 1 < text.length(); i++) {
            if (text.charAt(i) == '%' && specifiers.indexOf(text.charAt(++i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** One name of a text, which is then no path and leads nowhere (cn_esc_printf). */
    public static String name(String text) {
        var name = text.replace('/', '!');
        return name.equals(".") || name.equals("..") ? "!" + name.substring(1) : name;
    }

    private static String orNothing(@Nullable String value) {
        return value == null ? "" : value;
    }
}
