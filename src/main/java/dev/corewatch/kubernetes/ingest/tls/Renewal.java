package dev.corewatch.kubernetes.ingest.tls;

import java.security.GeneralSecurityException;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Decides what of the controller's certificates stays and what is made anew. Each is renewed when a third of its life is left, or when it is
 * missing, damaged or for other names. A new authority signs nothing while the server's certificate is good and those who trust the
 * authority before may not have heard of the new one: the kubelet brings a ConfigMap's change to a Pod within two minutes.
 */
final class Renewal {

    static final Duration HEARD_OF = Duration.ofMinutes(10);

    /** DNS names (RFC 5280, 4.2.1.6). */
    private static final int DNS = 2;

    private final Issuer issuer;
    private final List<String> names;

    /**
     * For a server of these names.
     *
     * @param names the first one is the subject's too
     */
    Renewal(Issuer issuer, List<String> names) {
        this.issuer = issuer;
        this.names = List.copyOf(names);
    }

    /**
     * What is held.
     *
     * @param authority signs what is made next
     * @param server may be of an authority before
     */
    record Held(@Nullable Credential authority, @Nullable Credential server) {}

    /** What is to be held: parts that can stay are the same objects. */
    record Renewed(Credential authority, Credential server) {

        boolean isSameAs(Held held) {
            return authority.equals(held.authority()) && server.equals(held.server());
        }
    }

    /**
     * At this time.
     *
     * @param trusted authorities that agents know of
     */
    Renewed renew(Held held, List<X509Certificate> trusted, Instant now) {
        var authority =
                held.authority() != null && held.authority().isFresh(now) ? held.authority() : issuer.authority(now);
        var server = held.server();
        boolean stays = server != null && isGood(server, now) && isTrusted(server, authority, trusted, now);
        return new Renewed(authority, stays && server != null ? server : issuer.server(authority, names, now));
    }

    private boolean isGood(Credential server, Instant now) {
        return server.isFresh(now) && namesOf(server.certificate()).equals(new TreeSet<>(names));
    }

    private static boolean isTrusted(
            Credential server, Credential authority, List<X509Certificate> trusted, Instant now) {
        if (isSigned(server.certificate(), authority.certificate())) {
            return true;
        }
        var made = authority.certificate().getNotBefore().toInstant().plus(Issuer.SKEW);
        return now.isBefore(made.plus(HEARD_OF))
                && trusted.stream().anyMatch(other -> isSigned(server.certificate(), other));
    }

    private static boolean isSigned(X509Certificate certificate, X509Certificate by) {
        try {
            certificate.verify(by.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static Set<String> namesOf(X509Certificate certificate) {
        var found = new TreeSet<String>();
        try {
            var alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                alternatives.stream()
                        .filter(name -> Integer.valueOf(DNS).equals(name.getFirst()))
                        .forEach(name -> found.add(String.valueOf(name.get(1))));
            }
        } catch (CertificateParsingException e) {
            return Set.of(); // so it is no certificate for us
        }
        return found;
    }
}
