package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Whose a file is, and what others may do with it.
 *
 * @param mode type and permission bits, as st_mode (inode(7))
 */
public record FileOwner(int mode, int uid, int gid) {

    /** Links are followed. */
    public static FileOwner of(Path path) throws IOException {
        var stat = Files.readAttributes(path, "unix:mode,uid,gid");
        return new FileOwner(number(stat, "mode"), number(stat, "uid"), number(stat, "gid"));
    }

    private static int number(Map<String, Object> stat, String attribute) {
        return (Integer) Objects.requireNonNull(stat.get(attribute), attribute);
    }

    /** Whether only its owner may remove what is in it, as in /tmp. */
    public boolean isSticky() {
        return (mode & 01000) != 0;
    }

    /** Whether a program of it gets its owner's or its group's rights. */
    public boolean isSetId() {
        return (mode & 06000) != 0;
    }

    public boolean isDirectory() {
        return FileKind.ofMode(mode) == FileKind.DIRECTORY;
    }
}
