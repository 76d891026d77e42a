package dev.corewatch.kubernetes.ingest.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CertificateFilesTest {

    /** Never asked: no authority is to be told of. */
    private static final KubernetesClient CLIENT = new KubernetesClientBuilder().build();

    private final Issuer issuer = new Issuer(new SecureRandom());

    @TempDir
    private Path directory;

    private SecretVolume volume;
    private CertificateFiles files;

    @BeforeEach
    void have() {
        volume = new SecretVolume(directory);
        files = new CertificateFiles(directory, CLIENT, "corewatch", "corewatch");
    }

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void readsAnewOnlyWhatHasChanged() throws IOException {
        var first = issuer.authority(Instant.now());
        var second = issuer.authority(Instant.now());
        volume.hold(content(first));
        var read = files.current();
        volume.hold(content(first));

        assertThat(read.certificate()).isEqualTo(first.certificate());
        assertThat(files.current()).isSameAs(read);
        volume.hold(content(second));
        assertThat(files.current().certificate()).isEqualTo(second.certificate());
    }

    @ParameterizedTest
    @CsvSource({
        "tls.crt, -----BEGIN CERTIFICATE-----, tls.crt: a certificate is damaged",
        "tls.crt, '', tls.crt: there is no certificate",
        "tls.key, '', tls.key: there is no private key",
        "tls.key, -----BEGIN PRIVATE KEY-----, tls.key: the private key is damaged",
        "tls.key, OTHERS, not the one of the certificate",
        "ca.crt, none, ca.crt: a certificate is damaged",
        "tls.key, , NoSuchFileException",
    })
    void saysWhatIsWrongWithThemAndWhere(String file, String text, String problem) throws IOException {
        var content = new HashMap<>(content(issuer.authority(Instant.now())));
        content.remove(file);
        if (text != null) {
            var others = Pem.of(issuer.authority(Instant.now()).key());
            content.put(file, text.equals("OTHERS") ? others : text);
        }
        volume.hold(content);

        assertThatIOException()
                .isThrownBy(files::current)
                .withMessageContaining(directory.toString())
                .withMessageContaining(problem);
    }

    private static Map<String, String> content(Credential credential) {
        return Map.of(
                "tls.crt", Pem.of(List.of(credential.certificate())),
                "tls.key", Pem.of(credential.key()));
    }
}
