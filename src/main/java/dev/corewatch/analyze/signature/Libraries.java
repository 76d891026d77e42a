package dev.corewatch.analyze.signature;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions that tell their library by name, for stacks that name no module and for libraries linked into the binary. */
final class Libraries {

    private record Library(String name, Pattern functions) {}

    private static final List<Library> KNOWN = List.of(
            new Library(
                    "libz",
                    Pattern.compile("deflate(_fast|_slow|_stored|_rle|_huff|End|Reset.*|Init.*|Params|SetDictionary)?|"
                            + "inflate(_fast|End|Reset.*|Init.*)?|fill_window|flush_pending|read_buf|longest_match.*|"
                            + "tr_(flush|stored|align|tally|init).*|compress_block|adler32.*|crc32_(z|little|big).*")),
            new Library("liblua", Pattern.compile("lua_.*|lua[A-Z]{1,2}_.*")),
            new Library(
                    "openssl",
                    Pattern.compile(
                            "(SSL|BIO|EVP|CRYPTO|OPENSSL|ERR|X509|PEM|RSA|EC|BN|ASN1|OCSP|ENGINE|HMAC|AES|DH)_.*|"
                                    + "(ossl|tls|ssl3|dtls1|evp|asn1)_.*|(read_|write_)?state_machine")),
            new Library("libpcre", Pattern.compile("pcre2?_.*")),
            new Library("libstdc++", Pattern.compile("std::.*")));

    private Libraries() {}

    /** The library of the function; null for a name that tells nothing. */
    static @Nullable String of(String function) {
        for (var library : KNOWN) {
            if (library.functions.matcher(function).matches()) {
                return library.name;
            }
        }
        return null;
    }
}
