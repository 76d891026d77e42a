package dev.corewatch.kubernetes.ingest.tls;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The authorities that agents trust: the one that signs now, and those before it while they are valid. */
final class Trust {

    /** A Secret that is deleted over and over makes a new authority each time. */
    static final int MOST = 8;

    private Trust() {}

    /** Those of the text that are valid authorities; of a damaged text, none. */
    static List<X509Certificate> valid(@Nullable String text, Instant now) {
        if (text == null) {
            return List.of();
        }
        try {
            return Pem.certificates(text).stream()
                    .filter(certificate -> certificate.getBasicConstraints() >= 0)
                    .filter(certificate -> certificate.getNotAfter().toInstant().isAfter(now))
                    .toList();
        } catch (IllegalArgumentException e) {
            return List.of();
        }
    }

    /** This one first, then the others, the youngest first, each once. */
    static List<X509Certificate> with(X509Certificate authority, List<X509Certificate> others) {
        var youngestFirst = Comparator.comparing(X509Certificate::getNotBefore).reversed();
        return Stream.concat(Stream.of(authority), others.stream().sorted(youngestFirst))
                .distinct()
                .limit(MOST)
                .toList();
    }
}
