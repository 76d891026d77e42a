package dev.corewatch.system;

import java.io.ByteArrayOutputStream;
import java.nio.file.Path;

/**
 * The bytes of a path as the kernel has them. {@link Path#toString} decodes by the locale and loses what isn't text there;
 * {@link Path#toUri} keeps every byte, as %XX (and adds a slash to a directory, which must go: "link/" would be followed).
 */
final class PathBytes {

    private PathBytes() {}

    static byte[] of(Path path) {
        String uri = path.toUri().getRawPath();
        int end = uri.length() > 1 && uri.endsWith("/") ? uri.length() - 1 : uri.length();
        var bytes = new ByteArrayOutputStream(end);
        for (int i = 0; i < end; i++) {
            boolean escaped = uri.charAt(i) == '%';
            bytes.write(escaped ? Integer.parseInt(uri, i + 1, i + 3, 16) : uri.charAt(i));
            i += escaped ? 2 : 0;
        }
        return bytes.toByteArray();
    }
}
