package dev.corewatch.kubernetes.ingest.tls;

import dev.corewatch.lab.RealContainers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Somebody else's authority, whose certificates are for localhost. */
public final class OpensslAuthority {

    private static final List<String> RSA = List.of("rsa:2048");
    private static final List<String> EC = List.of("ec", "-pkeyopt", "ec_paramgen_curve:P-256");

    private final Path directory;

    /** With a new key. */
    public OpensslAuthority(Path below) throws Exception {
        this.directory = Files.createTempDirectory(below, "authority");
        certify("ca", RSA, "-subj", "/CN=authority " + UUID.randomUUID());
    }

    /** What a Secret of cert-manager's holds. */
    public record Issued(String certificate, String key, String authority) {}

    /** Its certificate as PEM. */
    public String certificate() throws Exception {
        return text("ca.crt");
    }

    /** On a new key of RSA. */
    public Issued rsa() throws Exception {
        return issue(RSA);
    }

    /** On a new key of P-256. */
    public Issued ec() throws Exception {
        return issue(EC);
    }

    private Issued issue(List<String> kind) throws Exception {
        certify(
                "tls",
                kind,
                "-CA",
                file("ca.crt"),
                "-CAkey",
                file("ca.key"),
                "-subj",
                "/CN=localhost",
                "-addext",
                "subjectAltName=DNS:localhost",
                "-addext",
                "basicConstraints=critical,CA:FALSE");
        return new Issued(text("tls.crt"), text("tls.key"), certificate());
    }

    private void certify(String name, List<String> kind, String... more) throws Exception {
        var words = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2", "-newkey"));
        words.addAll(kind);
        words.addAll(List.of("-keyout", file(name + ".key"), "-out", file(name + ".crt")));
        words.addAll(List.of(more));
        RealContainers.output(words.toArray(String[]::new));
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private String text(String name) throws Exception {
        return Files.readString(directory.resolve(name));
    }
}
