package dev.corewatch.system;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Capabilities that a program's file gives to whoever runs it: its attribute security.capability (capabilities(7)). */
public final class FileCapabilities {

    private static final byte[] ATTRIBUTE = "security.capability".getBytes(StandardCharsets.US_ASCII);

    private static final Libc.Function GETXATTR = Libc.function("getxattr");

    private FileCapabilities() {}

    /** False too for a file that can't be looked at. */
    public static boolean has(Path file) {
        try (var path = Libc.string(PathBytes.of(file));
                var name = Libc.string(ATTRIBUTE)) {
            return GETXATTR.call(path.address(), name.address(), 0, 0).asLong() > 0;
        }
    }
}
