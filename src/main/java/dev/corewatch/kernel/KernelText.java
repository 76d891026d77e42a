package dev.corewatch.kernel;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line of the kernel's log without what its carrier put before it: records of /dev/kmsg ({@code 6,779,4023529363,-;}), dmesg
 * ({@code [ 4023.529363] }, {@code -T}, {@code -x}, {@code -r}, ISO times), journalctl and syslog (RFC 3164, RFC 5424:
 * {@code Nov 23 15:12:44 host kernel: [4023.529] }), container logs (CRI).
 *
 * @param text from the kernel's first word on
 * @param time as the carrier has it; null when it has none
 */
record KernelText(String text, @Nullable String time) {

    private static final String ISO =
            "\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d:\\d\\d[.,\\d]{0,10}(?:Z|[+-]\\d\\d:?\\d\\d)?";
    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[\\d;]{0,16}m");
    private static final Pattern PRIORITY = Pattern.compile("<\\d{1,3}>");
    private static final Pattern RECORD = Pattern.compile("\\d{1,4},\\d{1,20},(\\d{1,20}),[^;]{1,64};");
    private static final Pattern CONTAINER = Pattern.compile("(" + ISO + ") (?:stdout|stderr) [FP] ");
    private static final Pattern RFC_5424 = Pattern.compile(
            "1 (\\S{1,40}) \\S{1,255} kernel \\S{1,128} \\S{1,32} (?:-|(?:\\[[^\\]]{0,512}\\]){1,8}) ?\ufeff?");
    private static final Pattern WRITER = Pattern.compile("(?:^| )kernel(?:\\[\\d{1,7}\\])?: ?");
    private static final int LONGEST_CARRIER = 512;
    private static final Pattern CARRIERS_TIME = Pattern.compile("\\[?(" + ISO + "|(?:[A-Z][a-z]{2} ){1,2} ?\\d{1,2} "
            + "\\d\\d:\\d\\d:\\d\\d[.\\d]{0,10}(?: \\d{4})?|[A-Z][a-z]{2} " + ISO
            + "(?: [A-Z]{1,5})?|\\d{9,10}\\.\\d{6}| *\\d{1,10}\\.\\d{6}(?=\\]))");
    private static final Pattern FACILITY = Pattern.compile("[a-z0-9]{1,8} *:[a-z]{1,8} *: ?");
    /** dmesg alone has a comma. */
    private static final Pattern DMESG_ISO =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d,\\d{6}[+-]\\d\\d:\\d\\d) ");

    private static final Pattern BRACKET = Pattern.compile("\\[([^\\]]{1,40})\\] ?");

    static KernelText of(String line) {
        var strip = new Strip(
                line.indexOf('\u001b') < 0 ? line : COLOUR.matcher(line).replaceAll(""));
        strip.any(PRIORITY);
        strip.record();
        strip.timed(CONTAINER);
        strip.timed(RFC_5424);
        strip.carrier();
        strip.any(FACILITY);
        strip.timed(DMESG_ISO);
        strip.any(PRIORITY);
        strip.timed(BRACKET);
        strip.any(BRACKET);
        return new KernelText(strip.text.strip(), strip.time);
    }

    private static final class Strip {

        private String text;
        private @Nullable String time;

        Strip(String line) {
            this.text = line;
        }

        void any(Pattern prefix) {
            take(prefix.matcher(text), false);
        }

        /** The first time counts. */
        void timed(Pattern prefix) {
            take(prefix.matcher(text), true);
        }

        /** Its time is in microseconds. */
        void record() {
            var found = RECORD.matcher(text);
            if (found.lookingAt()) {
                time = new BigDecimal(found.group(1)).movePointLeft(6).toPlainString();
                text = text.substring(found.end());
            }
        }

        /** Words, of which none ends in a colon (that would be another writer), and "kernel:". */
        void carrier() {
            if (!text.contains("kernel")) {
                return;
            }
            var writer = WRITER.matcher(text).region(0, Math.min(text.length(), LONGEST_CARRIER));
            if (!writer.find() || text.substring(0, writer.start() + 1).contains(": ")) {
                return;
            }
            var clock = CARRIERS_TIME.matcher(text);
            if (time == null && clock.lookingAt()) {
                time = clock.group(1);
            }
            text = text.substring(writer.end());
        }

        private void take(Matcher found, boolean timed) {
            if (!found.lookingAt()) {
                return;
            }
            if (timed && time == null) {
                time = found.group(1);
            }
            text = text.substring(found.end());
        }
    }
}
