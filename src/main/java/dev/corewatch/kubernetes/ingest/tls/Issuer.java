package dev.corewatch.kubernetes.ingest.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * Makes certificates (RFC 5280) on keys of P-256. Each is valid from an hour ago on: clocks differ. An authority signs leaves only, and its
 * subject is its own, so that two of them are told apart.
 */
final class Issuer {

    static final Duration SKEW = Duration.ofHours(1);
    static final Duration AUTHORITY_LIFE = Duration.ofDays(730);
    static final Duration SERVER_LIFE = Duration.ofDays(90);

    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 120;

    private final SecureRandom random;

    Issuer(SecureRandom random) {
        this.random = random;
    }

    /** A new authority, signed by itself. */
    Credential authority(Instant now) {
        try {
            var keys = keys();
            var serial = serial();
            var name = new X500Name("CN=corewatch CA " + serial.toString(Character.MAX_RADIX));
            var request = new Request(name, serial, now.plus(AUTHORITY_LIFE), name, keys);
            var builder = begin(request, keys, now);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
            return sign(builder, keys, keys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    /** A new key for a server of these names; its certificate ends before the authority's does. */
    Credential server(Credential authority, List<String> names, Instant now) {
        try {
            var keys = keys();
            var signer = new KeyPair(authority.certificate().getPublicKey(), authority.key());
            var issuer = new JcaX509CertificateHolder(authority.certificate()).getSubject();
            var subject = new X500Name("CN=" + names.getFirst());
            var builder = begin(new Request(issuer, serial(), serverEnd(authority, now), subject, keys), signer, now);
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(
                    Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
            builder.addExtension(Extension.subjectAlternativeName, false, alternatives(names));
            return sign(builder, signer, keys);
        } catch (GeneralSecurityException | IOException | OperatorCreationException e) {
            throw new IllegalStateException("no certificate could be made", e);
        }
    }

    private record Request(X500Name issuer, BigInteger serial, Instant end, X500Name subject, KeyPair keys) {}

    private static X509v3CertificateBuilder begin(Request request, KeyPair signer, Instant now)
            throws GeneralSecurityException, CertIOException {
        var builder = new JcaX509v3CertificateBuilder(
                request.issuer(),
                request.serial(),
                Date.from(now.minus(SKEW)),
                Date.from(request.end()),
                request.subject(),
                request.keys().getPublic());
        var identifiers = new JcaX509ExtensionUtils();
        builder.addExtension(
                Extension.subjectKeyIdentifier,
                false,
                identifiers.createSubjectKeyIdentifier(request.keys().getPublic()));
        builder.addExtension(
                Extension.authorityKeyIdentifier, false, identifiers.createAuthorityKeyIdentifier(signer.getPublic()));
        return builder;
    }

    private static Credential sign(X509v3CertificateBuilder builder, KeyPair signer, KeyPair keys)
            throws GeneralSecurityException, OperatorCreationException {
        var signed = builder.build(new JcaContentSignerBuilder(SIGNATURE).build(signer.getPrivate()));
        return new Credential(keys.getPrivate(), List.of(new JcaX509CertificateConverter().getCertificate(signed)));
    }

    private static Instant serverEnd(Credential authority, Instant now) {
        var last = authority.certificate().getNotAfter().toInstant();
        var end = now.plus(SERVER_LIFE);
        return end.isBefore(last) ? end : last;
    }

    private static GeneralNames alternatives(List<String> names) {
        return new GeneralNames(names.stream()
                .map(name -> new GeneralName(GeneralName.dNSName, name))
                .toArray(GeneralName[]::new));
    }

    private KeyPair keys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"), random);
        return generator.generateKeyPair();
    }

    private BigInteger serial() {
        return new BigInteger(SERIAL_BITS, random).setBit(SERIAL_BITS - 1);
    }
}
