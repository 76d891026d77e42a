package dev.corewatch.capture.objects;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of which a running process has an executable mapping (/proc/PID/maps, proc(5)).
 *
 * @param range of that mapping, "START-END": its name in /proc/PID/map_files
 * @param device as maps writes it, "fe:00"
 * @param path without the kernel's " (deleted)"
 */
record MappedFile(String range, String device, long inode, String path, boolean deleted) {

    private static final Pattern LINE =
            Pattern.compile("([0-9a-f]+-[0-9a-f]+) ..x. [0-9a-f]+ ([0-9a-f]+:[0-9a-f]+) ([0-9]{1,18}) +(/.*)");
    private static final String DELETED = " (deleted)";

    /** One for each file, in the order of maps. */
    static Set<MappedFile> parse(String maps) {
        var files = new LinkedHashSet<MappedFile>();
        var seen = new LinkedHashSet<String>();
        for (var line : maps.split("\n", -1)) {
            var match = LINE.matcher(line);
            if (match.matches() && seen.add(match.group(2) + " " + match.group(3))) {
                files.add(of(match.group(1), match.group(2), Long.parseLong(match.group(3)), match.group(4)));
            }
        }
        return files;
    }

    private static MappedFile of(String range, String device, long inode, String path) {
        boolean deleted = path.endsWith(DELETED);
        var name = deleted ? path.substring(0, path.length() - DELETED.length()) : path;
        return new MappedFile(range, device, inode, name, deleted);
    }
}
