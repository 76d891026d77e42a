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

    private static final Pattern IDS = Pattern.compile("(\\d+\t\\d+\t\\d+)\t\\d+");
    private static final Pattern SET = Pattern.compile("([0-9a-f]{1,16})");

    /** Empty when the text is no status. */
    static Optional<Credentials> parse(String status) {
        var uids = IDS.matcher(ProcessStatus.field(status, "Uid"));
        var gids = IDS.matcher(ProcessStatus.field(status, "Gid"));
        var permitted = SET.matcher(ProcessStatus.field(status, "CapPrm"));
        var effective = SET.matcher(ProcessStatus.field(status, "CapEff"));
        if (!uids.matches() || !gids.matches() || !permitted.matches() || !effective.matches()) {
            return Optional.empty();
        }
        var user = once(uids.group(1)) + ":" + once(gids.group(1));
        return Optional.of(new Credentials(user, set(permitted), set(effective)));
    }

    private static String once(String ids) {
        return Arrays.stream(ids.split("\t", -1)).distinct().collect(Collectors.joining("/"));
    }

    private static long set(Matcher field) {
        return Long.parseUnsignedLong(field.group(1), 16);
    }
}
