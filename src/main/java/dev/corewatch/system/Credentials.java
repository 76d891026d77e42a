package dev.corewatch.system;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Who a process is, as /proc/PID/status tells everybody (proc(5)): what the kernel compares before one process may look at another.
 *
 * @param user uid and gid, "99:99"; real, effective and saved ones where they differ, "0/99:99"
 * @param permitted capabilities it may use, one bit each (capabilities(7))
 * @param effective capabilities it uses
 */
public record Credentials(String user, long permitted, long effective) {

    private static final Pattern UIDS = field("Uid", "(\\d+\\s+\\d+\\s+\\d+)\\s+\\d+");
    private static final Pattern GIDS = field("Gid", "(\\d+\\s+\\d+\\s+\\d+)\\s+\\d+");
    private static final Pattern PERMITTED = field("CapPrm", "([0-9a-f]{1,16})");
    private static final Pattern EFFECTIVE = field("CapEff", "([0-9a-f]{1,16})");

    /** Empty when the text is no status. */
    static Optional<Credentials> parse(String status) {
        var uids = UIDS.matcher(status);
        var gids = GIDS.matcher(status);
        var permitted = PERMITTED.matcher(status);
        var effective = EFFECTIVE.matcher(status);
        if (!uids.find() || !gids.find() || !permitted.find() || !effective.find()) {
            return Optional.empty();
        }
        var user = once(uids.group(1)) + ":" + once(gids.group(1));
        return Optional.of(new Credentials(user, set(permitted), set(effective)));
    }

    private static String once(String ids) {
        return Arrays.stream(ids.split("\\s+", -1)).distinct().collect(Collectors.joining("/"));
    }

    private static long set(Matcher field) {
        return Long.parseUnsignedLong(field.group(1), 16);
    }

    private static Pattern field(String name, String value) {
        return Pattern.compile("(?m)^" + name + ":\\s+" + value + "$");
    }
}
