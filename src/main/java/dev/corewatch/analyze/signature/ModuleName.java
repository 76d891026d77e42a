package dev.corewatch.analyze.signature;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * A shared library's name without path, version and ABI number: {@code /lib64/libz.so.1.2.13} is {@code libz}. The C library
 * and what belongs to it is {@code libc}, glibc or musl; both halves of OpenSSL are {@code openssl}.
 */
public final class ModuleName {

    /** glibc, musl, the sanitizers, the kernel's page of code. */
    static final String LIBC = "libc";

    private static final Pattern VERSION = Pattern.compile("[-.]?[0-9][-0-9.]*$");
    private static final Set<String> WITH_LIBC =
            Set.of(LIBC, "ld", "libpthread", "libm", "librt", "libdl", "libgcc_s", "libasan", "libubsan", "libtsan");

    private ModuleName() {}

    /** Whether the path is a library's; anything else is the program itself, whatever its file is called. */
    public static boolean isLibrary(String path) {
        var file = file(path);
        return file.contains(".so") || file.startsWith("ld-") || file.startsWith("lib") || isKernels(file);
    }

    /** The library's plain name. */
    public static String plain(String path) {
        var file = file(path);
        int so = file.indexOf(".so");
        var name = VERSION.matcher(so > 0 ? file.substring(0, so) : file).replaceFirst("");
        if (name.startsWith("ld-") || name.startsWith("libc.musl") || WITH_LIBC.contains(name) || isKernels(file)) {
            return LIBC;
        }
        return name.equals("libssl") || name.equals("libcrypto") ? "openssl" : name;
    }

    private static boolean isKernels(String file) {
        return file.startsWith("linux-vdso") || file.startsWith("[vdso]");
    }

    private static String file(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }
}
