package dev.corewatch.publish.report;

import java.util.List;
import java.util.regex.Pattern;

/** Shortens paths to what a person needs: a module to its file name, a source file to its place in the source tree. */
final class ShortPath {

    private static final List<String> SOURCE_ROOTS = List.of("/src/", "/include/", "/addons/", "/contrib/");
    private static final Pattern MINOR_VERSION = Pattern.compile("(\\.so\\.[0-9]+)(\\.[0-9]+)+$");
    private static final String DELETED = " (deleted)";

    private ShortPath() {}

    /** "/usr/lib/x86_64-linux-gnu/libz.so.1.2.13" is libz.so.1.2.13. */
    static String module(String path) {
        var kept = path.endsWith(DELETED) ? path.substring(0, path.length() - DELETED.length()) : path;
        var name = fileName(kept);
        return name.isEmpty() ? kept : name;
    }

    /** "/usr/lib/x86_64-linux-gnu/libz.so.1.2.13" is libz.so.1, as programs ask for it (its soname). */
    static String library(String path) {
        return MINOR_VERSION.matcher(module(path)).replaceFirst("$1");
    }

    /** "/build/haproxy-2.6.12/src/compression.c" is src/compression.c; outside of a known root the last two names. */
    static String source(String path) {
        if (!path.startsWith("/") && !path.startsWith(".")) {
            return path;
        }
        int root = SOURCE_ROOTS.stream().mapToInt(path::lastIndexOf).max().orElse(-1);
        return root >= 0 ? path.substring(root + 1) : lastTwo(path);
    }

    private static String lastTwo(String path) {
        var parent = path.substring(0, Math.max(0, path.lastIndexOf('/')));
        var name = fileName(path);
        var folder = fileName(parent);
        return folder.isEmpty() || folder.startsWith(".") ? name : folder + "/" + name;
    }

    private static String fileName(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
