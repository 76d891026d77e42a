package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/**
 * What stat(2) says of a file.
 *
 * @param links number of names (hard links) it has
 * @param mode type and permission bits
 * @param size in bytes
 * @param device with inode, names the file whatever its path
 * @param modified last change of its contents
 */
public record FileFacts(
        FileKind kind, int links, int uid, int mode, long size, long device, long inode, Instant modified) {

    private static final String ATTRIBUTES = "unix:mode,nlink,uid,size,dev,ino,lastModifiedTime";

    /** Of the name itself: a symbolic link is not followed, nothing is opened. */
    public static FileFacts ofName(Path path) throws IOException {
        return of(Files.readAttributes(path, ATTRIBUTES, LinkOption.NOFOLLOW_LINKS));
    }

    /** Of what is open under this number, as fstat(2). */
    static FileFacts ofDescriptor(int descriptor) throws IOException {
        return of(Files.readAttributes(Descriptors.again(descriptor), ATTRIBUTES));
    }

    private static FileFacts of(Map<String, Object> stat) {
        int mode = number(stat, "mode").intValue();
        return new FileFacts(
                FileKind.ofMode(mode),
                number(stat, "nlink").intValue(),
                number(stat, "uid").intValue(),
                mode,
                number(stat, "size").longValue(),
                number(stat, "dev").longValue(),
                number(stat, "ino").longValue(),
                ((FileTime) Objects.requireNonNull(stat.get("lastModifiedTime"))).toInstant());
    }

    private static Number number(Map<String, Object> stat, String attribute) {
        return (Number) Objects.requireNonNull(stat.get(attribute), attribute);
    }
}
