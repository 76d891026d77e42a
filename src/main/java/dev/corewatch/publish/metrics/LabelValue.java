package dev.corewatch.publish.metrics;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Values of labels: of a small alphabet, bounded, never empty (Prometheus takes an empty label for an absent one). */
final class LabelValue {

    static final String OTHER = "other";
    static final List<String> SIGNALS = List.of("SIGSEGV", "SIGABRT", "SIGILL", "SIGBUS", "SIGFPE", "SIGKILL", OTHER);
    static final List<String> CHANNELS = List.of("core", "kernel_log", "status", "words", "libraries", OTHER);
    static final List<String> STEPS =
            List.of("capture", "keep", "analyze", "group", "publish", "compress", "upload", OTHER);
    static final List<String> KINDS = List.of("full", "thin", "truncated");
    static final String NO_MODULE = "none";
    static final List<String> MODULES = List.of(
            "haproxy", "libc", "libz", "libssl", "libcrypto", "libpcre", "liblua", "libpthread", NO_MODULE, OTHER);

    private static final int BOUND = 128;
    private static final Pattern FOREIGN = Pattern.compile("[^A-Za-z0-9_.:/-]");
    private static final Pattern SIGNATURE = Pattern.compile("[0-9a-z.-]{4,64}");

    private LabelValue() {}

    static String of(String raw) {
        var bounded = raw.substring(0, Math.min(BOUND, raw.length()));
        return bounded.isBlank() ? "none" : FOREIGN.matcher(bounded).replaceAll("_");
    }

    static String oneOf(List<String> known, String raw) {
        return Set.copyOf(known).contains(raw) ? raw : OTHER;
    }

    /** Of an ELF file's name, with its version or without: libpcre2-8.so.0, libcrypto.so.3, haproxy30; musl's ld.so is its libc. */
    static String module(String file) {
        var name = file.startsWith("ld-musl") ? "libc" : file.replaceAll("[^a-z].*", "");
        return file.startsWith("haproxy") ? "haproxy" : oneOf(MODULES, name);
    }

    static String signature(String id) {
        return SIGNATURE.matcher(id).matches() ? id : OTHER;
    }
}
