package dev.corewatch.system;

import java.util.Optional;

/**
 * What /proc/PID/status says (proc(5)). Only a newline ends a line: the kernel escapes it in the command, the first line, but leaves there
 * what other readers take for the end of a line, such as a carriage return or U+0085 (CVE-2021-25682 and its kin).
 *
 * @param uid the real one, in the user namespace of this /proc
 * @param namespacePid its pid in its own pid namespace: the one that its core names
 */
public record ProcessStatus(int uid, int namespacePid) {

    /** Empty when the text is no status. */
    static Optional<ProcessStatus> parse(String status) {
        var uids = field(status, "Uid").split("\t", -1);
        var pids = field(status, "NSpid").split("\t", -1);
        try {
            return Optional.of(
                    new ProcessStatus(Integer.parseUnsignedInt(uids[0]), Integer.parseInt(pids[pids.length - 1])));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The field's text, "" when there is none; the command is no field. */
    public static String field(String status, String name) {
        var begin = "\n" + name + ":\t";
        int at = status.indexOf(begin);
        if (at < 0) {
            return "";
        }
        int end = status.indexOf('\n', at + 1);
        return status.substring(at + begin.length(), end < 0 ? status.length() : end);
    }
}
