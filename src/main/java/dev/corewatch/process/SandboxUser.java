package dev.corewatch.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whom a debugger runs as when corewatch is root. The numbers need no entry in passwd(5).
 *
 * @param uid user id
 * @param gid group id; what the debugger shall read and others shan't is given to this group
 */
public record SandboxUser(int uid, int gid) {

    /** Above what distributions give to people and services, below what user namespaces take. */
    public static final SandboxUser DEFAULT = new SandboxUser(64_999, 64_999);

    private static final int READ = 4;
    private static final int SEARCH = 1;

    static SandboxUser ownerOf(Path file) throws IOException {
        return new SandboxUser(attribute(file, "uid"), attribute(file, "gid"));
    }

    /** Whether mode bits let this user read the file; access control lists are not looked at. */
    boolean canRead(Path file) {
        try {
            var real = file.toRealPath();
            boolean readable = may(READ, real);
            for (var dir = real.getParent(); readable && dir != null; dir = dir.getParent()) {
                readable = may(SEARCH, dir);
            }
            return readable;
        } catch (IOException missing) {
            return false;
        }
    }

    private boolean may(int access, Path file) throws IOException {
        int mode = attribute(file, "mode");
        if (attribute(file, "uid") == uid) {
            return (mode >> 6 & access) != 0;
        }
        return ((attribute(file, "gid") == gid ? mode >> 3 : mode) & access) != 0;
    }

    private static int attribute(Path file, String name) throws IOException {
        return (int) Files.getAttribute(file, "unix:" + name);
    }
}
