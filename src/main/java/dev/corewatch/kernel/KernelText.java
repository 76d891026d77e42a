package dev.corewatch.kernel;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line of the kernel's log without what its carrier put before it: records of /dev/kmsg ({@code 6,779,4023529363,-;}), dmesg
 * ({@code [ 4023.529363] }, {@code -T}, {@code -x}, {@code -r}, ISO times), journalctl and syslog (RFC 3164, RFC 5424:
 * {@code Nov 23 15:12:44 host kernel: [4023.529] }), container logs (CRI). An expression is only tried where the first character lets
 * it match: a log can be millions of such lines.
 *
 * @param text from the kernel's first word on
 * @param carrier what was before it
 */
record KernelText(String text, String carrier) {

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]{0,16}m");
    private static final Pattern PRIORITY = Pattern.compile("<\\d{1,3}>");
    private static final Pattern RECORD = Pattern.compile("\\d{1,4},\\d{1,20},\\d{1,20},[^;]{1,64};");
    private static final Pattern CONTAINER =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT[\\d:.]{8,20}(?:Z|[+-]\\d\\d:\\d\\d) (?:stdout|stderr) [FP] ");
    private static final Pattern RFC_5424 = Pattern.compile(
            "1 \\S{1,40} \\S{1,255} kernel \\S{1,128} \\S{1,32} (?:-|(?:\\[[^\\]]{0,512}\\]){1,8}) ?\ufeff?");
    private static final Pattern WRITER = Pattern.compile("kernel(?:\\[\\d{1,7}\\])?: ?");
    private static final Pattern FACILITY = Pattern.compile("[a-z0-9]{1,8} *:[a-z]{1,8} *: ?");
    /** dmesg alone has a comma. */
    private static final Pattern DMESG_ISO =
            Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d,\\d{6}[+-]\\d\\d:\\d\\d ");

    private static final Pattern BRACKET = Pattern.compile("\\[[^\\]]{1,40}\\] ?");
    private static final int LONGEST_CARRIER = 512;

    static KernelText of(String raw) {
        var line = raw.indexOf('\u001b') < 0 ? raw : COLOUR.matcher(raw).replaceAll("");
        var cursor = new Cursor(line);
        cursor.skip(PRIORITY, '<');
        cursor.skipOfDigits(RECORD);
        cursor.skipOfDigits(CONTAINER);
        cursor.skip(RFC_5424, '1');
        cursor.skipWriter();
        cursor.skipFacility();
        cursor.skipOfDigits(DMESG_ISO);
        cursor.skip(PRIORITY, '<');
        cursor.skip(BRACKET, '[');
        cursor.skip(BRACKET, '[');
        return new KernelText(line.substring(cursor.at).strip(), line.substring(0, cursor.at));
    }

    private static final class Cursor {

        private final String line;
        private int at;

        Cursor(String line) {
            this.line = line;
        }

        void skip(Pattern prefix, char first) {
            if (next() == first) {
                skip(prefix);
            }
        }

        void skipOfDigits(Pattern prefix) {
            if (next() >= '0' && next() <= '9') {
                skip(prefix);
            }
        }

        void skipFacility() {
            if (next() >= 'a' && next() <= 'z' && line.indexOf(':', at) < at + 10) {
                skip(FACILITY);
            }
        }

        /** Words, of which none ends in a colon (that would be another writer), and "kernel:". */
        void skipWriter() {
            int writer = line.indexOf("kernel", at);
            while (writer >= 0 && writer < LONGEST_CARRIER && !standsAlone(writer)) {
                writer = line.indexOf("kernel", writer + 1);
            }
            if (writer < 0 || writer >= LONGEST_CARRIER || line.lastIndexOf(": ", writer) >= at) {
                return;
            }
            at = writer;
            skip(WRITER);
        }

        private boolean standsAlone(int word) {
            return (word == at || line.charAt(word - 1) == ' ')
                    && matcher(WRITER, word).lookingAt();
        }

        private void skip(Pattern prefix) {
            var found = matcher(prefix, at);
            at = found.lookingAt() ? found.end() : at;
        }

        private Matcher matcher(Pattern pattern, int from) {
            return pattern.matcher(line).region(from, line.length());
        }

        private char next() {
            return at < line.length() ? line.charAt(at) : 0;
        }
    }
}
