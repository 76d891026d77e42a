package dev.corewatch.analyze.signature;

import java.util.List;
import java.util.regex.Pattern;

/** The rules of other programs, for comparison, as far as they need nothing but frames. */
final class Baselines {

    private static final Pattern IRRELEVANT =
            Pattern.compile("raise|abort|__GI_.*|gsignal|.*@plt|<signal handler called>|__libc_.*|\\?\\?");
    private static final Pattern PREFIX = Pattern.compile(
            ".*(mem|str)(cpy|move|cmp|set|len).*|malloc|free|calloc|realloc|_int_.*|malloc_printerr|pthread_.*");

    private Baselines() {}

    /** apport: the names of the first five frames below abort; no signature when one of them is unknown. */
    static String apport(LabelledStack stack) {
        var names = functions(stack).stream()
                .filter(name -> !name.matches("raise|abort|__GI_raise|__GI_abort"))
                .limit(5)
                .toList();
        return names.contains("??") || names.size() < 5 ? stack.id() : String.join(":", names);
    }

    /** Socorro: skip irrelevant frames, go on while a frame is on the prefix list. */
    static String socorro(LabelledStack stack) {
        var signature = new StringBuilder();
        for (var name : functions(stack)) {
            if (IRRELEVANT.matcher(name).matches()) {
                continue;
            }
            signature.append(name).append(" | ");
            if (!PREFIX.matcher(name).matches()) {
                break;
            }
        }
        return signature.toString();
    }

    private static List<String> functions(LabelledStack stack) {
        return stack.words().stream()
                .map(word -> word.startsWith("<") ? word : word.split(" ", 2)[0])
                .toList();
    }
}
