package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One frame as debuggers print it, after its "#N":
 * {@code 0x55 in f (a=1) at src/f.c:12} (gdb), {@code 0x55 in f src/f.c:12:3} (sanitizers), {@code 0x55 f - /lib/x.so}
 * (eu-stack), {@code 0x55 f (x.so + 0x12)} (coredumpctl), {@code f at src/f.c:12}.
 */
final class FrameLine {

    private static final Pattern ADDRESS = Pattern.compile("^0x[0-9a-fA-F]{1,16}(?: - 1)?(?: (in) |\\s+|$)");
    private static final Pattern NAME = Pattern.compile("^[A-Za-z_~?(<:$][^\\s(]{0,300}");
    private static final Pattern IN_MODULE = Pattern.compile("\\((\\S{1,300}?)(?: ?\\+ ?(0x[0-9a-fA-F]{1,16}))?\\)");
    private static final Pattern PLACE =
            Pattern.compile("(?:^|\\s)([^\\s:()\"]{1,400}\\.[A-Za-z]{1,3}):(\\d{1,7})(?::\\d{1,5})?$");

    private FrameLine() {}

    /** The frame; null when the text isn't one. */
    static @Nullable Frame parse(int index, String text) {
        var rest = text.strip();
        if (rest.startsWith("<signal handler called>")) {
            return new Frame(index, null, null, null, null, null, false, true);
        }
        var address = ADDRESS.matcher(rest);
        if (!address.find()) {
            return named(index, rest, false);
        }
        var after = rest.substring(address.end());
        return address.group(1) == null ? inModule(index, after) : named(index, after, true);
    }

    /** eu-stack and coredumpctl: a name or nothing, then the module. */
    private static Frame inModule(int index, String text) {
        var place = PLACE.matcher(text);
        if (place.find(lastWord(text))) {
            var name = firstWord(text.substring(0, place.start()));
            return frame(index, name, place.group(1), Integer.valueOf(place.group(2)), null, null);
        }
        int dash = text.indexOf(" - ");
        var found = IN_MODULE.matcher(text);
        if (text.startsWith("- ")) {
            return frame(index, null, null, null, firstWord(text.substring(2)), null);
        }
        if (dash > 0) {
            return frame(index, text.substring(0, dash), null, null, firstWord(text.substring(dash + 3)), null);
        }
        return found.find()
                ? frame(index, text.substring(0, found.start()), null, null, found.group(1), found.group(2))
                : frame(index, firstWord(text), null, null, null, null);
    }

    /** gdb and sanitizers: a name, then arguments or not, then a place or a library or not. */
    private static @Nullable Frame named(int index, String text, boolean afterAddress) {
        var name = NAME.matcher(text);
        if (!name.find()) {
            return null;
        }
        var after = text.substring(name.end()).strip();
        if (!afterAddress && !after.isEmpty() && !startsAsAFrame(after)) {
            return null;
        }
        return placed(index, functionOf(text, name.end()), after);
    }

    private static Frame placed(int index, String function, String after) {
        var place = PLACE.matcher(after);
        if (place.find(lastWord(after))) {
            return frame(index, function, place.group(1), Integer.valueOf(place.group(2)), null, null);
        }
        int from = after.lastIndexOf("from ");
        return from < 0
                ? withoutPlace(index, function, after)
                : frame(index, function, null, null, firstWord(after.substring(from + 5)), null);
    }

    private static Frame withoutPlace(int index, String function, String after) {
        var module = IN_MODULE.matcher(after);
        boolean sanitizers = module.find() && module.group(2) != null;
        int at = after.lastIndexOf("at ");
        var file = at >= 0 && (at == 0 || after.charAt(at - 1) == ' ') ? firstWord(after.substring(at + 3)) : null;
        return frame(
                index, function, file, null, sanitizers ? module.group(1) : null, sanitizers ? module.group(2) : null);
    }

    /** C++ names go on after their first parenthesis: {@code (anonymous namespace)::f (x=1)}. */
    private static String functionOf(String text, int end) {
        int arguments = text.indexOf(" (", Math.max(1, end - 1));
        return arguments > end && text.startsWith("(anonymous") ? text.substring(0, arguments) : text.substring(0, end);
    }

    private static boolean startsAsAFrame(String after) {
        return after.startsWith("(") || after.startsWith("at ") || after.startsWith("from ");
    }

    /** Where the last word begins, with the space before it: a place is one word. */
    private static int lastWord(String text) {
        int start = text.length();
        while (start > 0 && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return Math.max(0, start - 1);
    }

    private static String firstWord(String text) {
        var stripped = text.strip();
        int end = 0;
        while (end < stripped.length() && !Character.isWhitespace(stripped.charAt(end))) {
            end++;
        }
        return stripped.substring(0, end);
    }

    private static Frame frame(
            int index,
            @Nullable String function,
            @Nullable String file,
            @Nullable Integer line,
            @Nullable String module,
            @Nullable String offset) {
        return new Frame(index, known(function), known(file), line, known(module), offset, false, false);
    }

    private static @Nullable String known(@Nullable String word) {
        if (word == null) {
            return null;
        }
        var stripped = word.strip();
        return stripped.isEmpty() || stripped.equals("n/a") || stripped.startsWith("??") ? null : stripped;
    }
}
