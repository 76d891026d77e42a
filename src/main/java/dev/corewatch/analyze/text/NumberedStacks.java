package dev.corewatch.analyze.text;

import dev.corewatch.crash.Frame;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stacks whose frames begin with "#N", anywhere in their lines. A frame goes on in the next lines while its arguments'
 * parenthesis is open, when they begin with "at", "from" or that parenthesis, or when it can't end where it does ("in").
 */
final class NumberedStacks {

    private static final Pattern FRAME = Pattern.compile("(?:^|[\\s>|])#(\\d{1,4})\\s+(\\S.*)");
    private static final Pattern THREAD = Pattern.compile("\\bThread (\\d{1,5}) \\(");
    private static final Pattern CURRENT =
            Pattern.compile("\\[Current thread is (\\d{1,5})\\b|\\bThread (\\d{1,5}) \"[^\"]{0,64}\" received signal");
    private static final Pattern SOURCE = Pattern.compile("^\\s+(\\S{1,400}\\.\\w{1,3}):(\\d{1,7})(?::\\d{1,5})?$");

    private static final int ADDRESS = 18;
    private static final List<String> OPEN_ENDED = List.of(" in", " at", " from", " -");
    private static final int CONTINUATIONS = 16;

    private final StackChoice stacks = new StackChoice();
    private @Nullable Integer index;
    private final StringBuilder text = new StringBuilder();
    private int open;
    private boolean quoted;
    private int continuations;
    private @Nullable Integer thread;

    void read(String line) {
        int number = line.indexOf('#');
        var frame = number < 0 ? null : FRAME.matcher(line);
        if (frame != null && frame.find(Math.max(0, number - 1))) {
            flush();
            begin(Integer.parseInt(frame.group(1)), frame.group(2));
        } else if (index != null && goesOn(line)) {
            append(line.strip());
        } else {
            flush();
            header(line);
        }
    }

    List<Frame> crashed() {
        flush();
        return stacks.crashed();
    }

    private void begin(int number, String rest) {
        index = number;
        text.setLength(0);
        open = 0;
        quoted = false;
        continuations = 0;
        append(rest);
    }

    private boolean goesOn(String line) {
        var stripped = line.strip();
        return continuations < CONTINUATIONS
                && !stripped.isEmpty()
                && (open > 0
                        || stripped.startsWith("at ")
                        || stripped.startsWith("from ")
                        || isBrokenBefore(stripped)
                        || isItsSource(line));
    }

    /** By what wraps lines: a mail, a terminal. */
    private boolean isBrokenBefore(String next) {
        boolean arguments = next.startsWith("(") && !next.startsWith("(gdb)") && text.indexOf("(") < 0;
        boolean module = next.startsWith("- ") && text.indexOf("0x") == 0;
        return arguments
                || module
                || isBareAddressOf(next)
                || OPEN_ENDED.stream().anyMatch(end -> endsWith(end));
    }

    /** "f (libz.so.1 + 0x12)" or "f - libz.so.1" comes below its address. */
    private boolean isBareAddressOf(String next) {
        return text.length() <= ADDRESS
                && text.indexOf("0x") == 0
                && (next.contains(" - ") || next.contains(" ("))
                && !next.startsWith("Thread ");
    }

    private boolean endsWith(String end) {
        return text.length() > end.length() && text.lastIndexOf(end) == text.length() - end.length();
    }

    /** eu-stack --source puts the place into a line of its own. */
    private boolean isItsSource(String line) {
        return continuations == 0
                && text.indexOf("0x") == 0
                && SOURCE.matcher(line).matches();
    }

    private void append(String part) {
        if (!text.isEmpty()) {
            text.append(' ');
            continuations++;
        }
        text.append(part);
        for (int i = 0; i < part.length(); i++) {
            count(part.charAt(i), i > 0 && part.charAt(i - 1) == '\\');
        }
    }

    private void count(char c, boolean escaped) {
        if (c == '"' && !escaped) {
            quoted = !quoted;
        } else if (!quoted) {
            open += c == '(' ? 1 : c == ')' ? -1 : 0;
        }
    }

    private void flush() {
        if (index != null) {
            var frame = FrameLine.parse(index, text.toString());
            if (frame != null) {
                stacks.add(thread, frame);
            }
            index = null;
        }
    }

    private void header(String line) {
        if (!line.contains("hread")) {
            return;
        }
        var current = CURRENT.matcher(line);
        if (current.find()) {
            stacks.current(Integer.parseInt(current.group(1) == null ? current.group(2) : current.group(1)));
            return;
        }
        var found = THREAD.matcher(line);
        if (found.find()) {
            thread = Integer.valueOf(found.group(1));
        }
    }
}
