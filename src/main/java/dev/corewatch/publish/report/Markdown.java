package dev.corewatch.publish.report;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Text that stays text in CommonMark and GitHub's dialect, for input that is already {@link Printable}. Punctuation that is active
 * where it stands gets a backslash; what GitHub turns into a mention, a reference or a link even then (@, #, ://, www.) is put in a code span, which every
 * dialect leaves alone.
 */
final class Markdown {

    private static final Pattern ACTIVE =
            Pattern.compile("[\\\\`*\\[\\]|~&$]|<(?=[A-Za-z/!?])|^>|(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])");
    private static final Pattern LINKING = Pattern.compile("@|#|://|(?i:www\\.)");
    private static final Pattern LIST_BULLET = Pattern.compile("^([-+=])");
    private static final Pattern LIST_NUMBER = Pattern.compile("^(\\d+)([.)])(?=\\s|$)");
    private static final Pattern TICKS = Pattern.compile("`+");

    private Markdown() {}

    static String text(String printable) {
        var quoted = ACTIVE.matcher(Columns.unglued(printable)).replaceAll("\\\\$0");
        var unlinked = LINKING.matcher(quoted).replaceAll("`$0`");
        var unlisted = LIST_BULLET.matcher(unlinked).replaceFirst("\\\\$1");
        return LIST_NUMBER.matcher(unlisted).replaceFirst("$1\\\\$2");
    }

    /** A code span; its fence is longer than any run of backticks within. */
    static String code(String printable) {
        var plain = Columns.unglued(printable);
        var fence = "`".repeat(longestRun(plain) + 1);
        var gap = plain.startsWith("`") || plain.endsWith("`") ? " " : "";
        return fence + gap + plain + gap + fence;
    }

    /** A fenced block; its fence is longer than any run of backticks within. */
    static String block(List<String> printableLines) {
        var content = String.join("\n", printableLines);
        var fence = "`".repeat(Math.max(3, longestRun(content) + 1));
        return fence + "text\n" + content + "\n" + fence + "\n";
    }

    private static int longestRun(String text) {
        return TICKS.matcher(text)
                .results()
                .mapToInt(run -> run.end() - run.start())
                .max()
                .orElse(0);
    }
}
