package dev.corewatch.capture.objects;

import dev.corewatch.crash.Module;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A file that was kept of a process, and where the process had its code.
 *
 * @param range "START-END" in hexadecimal, as {@link MappedFile#range}
 * @param path as the process's mappings name it
 */
public record KeptFile(String buildId, String range, String path) {

    private static final Pattern LINE = Pattern.compile("([0-9a-f]{6,128}) ([0-9a-f]{1,16}-[0-9a-f]{1,16}) (/.*)");

    static Optional<KeptFile> parse(String line) {
        var match = LINE.matcher(line);
        return match.matches()
                ? Optional.of(new KeptFile(match.group(1), match.group(2), match.group(3)))
                : Optional.empty();
    }

    String line() {
        return buildId + " " + range + " " + path;
    }

    /** Whether a core has it at that place. */
    boolean isAt(Module module) {
        int dash = range.indexOf('-');
        return path.equals(module.path())
                && !lower(range.substring(0, dash), module.base())
                && !lower(hex(module.end()), range.substring(dash + 1));
    }

    private static boolean lower(String a, String b) {
        return Long.compareUnsigned(Long.parseUnsignedLong(a, 16), Long.parseUnsignedLong(hex(b), 16)) < 0;
    }

    private static String hex(String address) {
        return address.startsWith("0x") ? address.substring(2) : address;
    }
}
