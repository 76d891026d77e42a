package dev.corewatch.kernel;

import java.util.regex.Pattern;

/**
 * A line of the kernel's log without what its carrier put before it: records of /dev/kmsg ({@code 6,779,4023529363,-;}), dmesg
 * ({@code [ 4023.529363] }, {@code -T}, {@code -x}), journalctl and syslog ({@code Nov 23 15:12:44 host kernel: [4023.529] }).
 */
final class KernelText {

    private static final Pattern RECORD = Pattern.compile("\\d{1,4},\\d{1,20},\\d{1,20},[^;]{1,64};");
    private static final Pattern CARRIER = Pattern.compile("\\S{0,64}[^\\s:](?: +\\S{0,64}[^\\s:]){0,5} +kernel: ?");
    private static final Pattern FACILITY = Pattern.compile("[a-z0-9]{1,8} *:[a-z]{1,8} *: ?");
    private static final Pattern PRIORITY = Pattern.compile("<\\d{1,3}>");
    private static final Pattern TIME = Pattern.compile("\\[[^\\]]{1,40}\\] ?");

    private KernelText() {}

    static String of(String line) {
        var text = line;
        for (var prefix : new Pattern[] {PRIORITY, RECORD, CARRIER, FACILITY, PRIORITY, TIME, TIME}) {
            var found = prefix.matcher(text);
            text = found.lookingAt() ? text.substring(found.end()) : text;
        }
        return text.strip();
    }
}
