package dev.corewatch.kubernetes.ingest;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.kubernetes.ingest.tls.OpensslAuthority;
import dev.corewatch.kubernetes.ingest.tls.OpensslAuthority.Issued;
import dev.corewatch.kubernetes.ingest.tls.SecretVolume;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.publish.delivery.ControllerClient;
import dev.corewatch.publish.delivery.Courier;
import dev.corewatch.publish.delivery.Fitting;
import dev.corewatch.publish.delivery.Outbox;
import dev.corewatch.publish.delivery.OutboxLimits;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.system.SteadyClock;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLHandshakeException;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The chart's {@code tls.source: secret}: certificates of somebody else's authority, exchanged under agents that report. */
final class CertificateFilesIT {

    private static final OccurrenceIds IDS = new OccurrenceIds(Clock.systemUTC(), new SplittableRandom());

    private final ReportingCluster cluster = new ReportingCluster(ControlPlane.shared());
    private final List<String> reported = new ArrayList<>();

    @TempDir
    private Path directory;

    private OpensslAuthority authority;
    private SecretVolume volume;
    private Issued first;
    private Ingest ingest;
    private Outbox outbox;
    private Courier courier;

    @BeforeEach
    void start() throws Exception {
        authority = new OpensslAuthority(directory);
        volume = new SecretVolume(Files.createDirectory(directory.resolve("tls")));
        first = authority.rsa();
        volume.hold(first);
        ingest = ingest();
        Files.writeString(directory.resolve("token"), cluster.token("node-1"));
        layDownAuthorities();
        outbox = new Outbox(directory.resolve("reports"), new OutboxLimits(1000, 1 << 26));
        outbox.recover();
        var controller = new ControllerClient(
                URI.create("https://localhost:" + ingest.port()),
                directory.resolve("token"),
                directory.resolve("ca.crt"));
        courier = new Courier(outbox, controller, new SteadyClock(Clock.systemUTC()));
        courier.start();
    }

    @AfterEach
    void stop() {
        courier.close();
        ingest.close();
    }

    @Test
    void newHandshakesGetTheNewCertificateAndAgentsGoOn() throws Exception {
        reportAndAwait();
        assertThat(served(authority)).isEqualTo(certificate(first));

        var second = authority.ec();
        volume.hold(second);
        await().untilAsserted(() -> assertThat(served(authority)).isEqualTo(certificate(second)));
        reportAndAwait();

        assertThat(cluster.taken()).extracting(Occurrence::id).containsExactlyElementsOf(reported);
    }

    @Test
    void brokenFilesAreToldOnceAndChangeNothingUntilTheyAreMended() throws Exception {
        var second = authority.ec();
        var half = second.certificate().substring(0, second.certificate().length() / 2);
        try (var log = new Heard(CertificateWatch.class)) {
            assertRefused(log, "tls.crt: a certificate is damaged", new Issued(half, second.key(), second.authority()));
            assertRefused(log, "not the one of", new Issued(second.certificate(), first.key(), second.authority()));
            assertRefused(
                    log, "ca.crt: a certificate is damaged", new Issued(second.certificate(), second.key(), "none"));

            volume.hold(second);
            await().untilAsserted(() -> assertThat(served(authority)).isEqualTo(certificate(second)));
            assertThat(log.heard())
                    .filteredOn(line -> line.contains(volume.directory().toString()))
                    .hasSize(3);
        }
        reportAndAwait();
    }

    private void assertRefused(Heard log, String problem, Issued broken) throws Exception {
        volume.hold(broken);
        await().untilAsserted(() -> assertThat(log.heard())
                .anySatisfy(line -> assertThat(line).contains(volume.directory().toString(), problem)));
        assertThat(served(authority)).isEqualTo(certificate(first));
        assertThat(told()).isEqualTo(first.authority());
    }

    /** Reports wait until the kubelet has brought agents the new authority. */
    @Test
    void agentsAreToldOfAnotherAuthorityAndLoseNothing() throws Exception {
        var other = new OpensslAuthority(directory);
        var second = other.ec();
        volume.hold(second);
        await().untilAsserted(() -> assertThat(told()).isEqualTo(second.authority()));
        await().ignoreExceptions().untilAsserted(() -> assertThat(served(other)).isEqualTo(certificate(second)));
        assertThatThrownBy(() -> served(authority)).isInstanceOf(SSLHandshakeException.class);

        report();
        layDownAuthorities();
        await().until(() -> outbox.size() == 0);
        assertThat(cluster.taken()).extracting(Occurrence::id).containsExactlyElementsOf(reported);
    }

    private Ingest ingest() throws IOException {
        var settings = cluster.settings(1 << 20, volume.directory());
        return Ingest.start(
                cluster.client(),
                settings,
                new Destination(() -> true, cluster, cluster),
                _ -> {},
                Duration.ofMillis(100));
    }

    private void reportAndAwait() throws IOException {
        report();
        await().until(() -> outbox.size() == 0);
    }

    private void report() throws IOException {
        var crash = cluster.crash(IDS.next(), 2, "node-1");
        reported.add(crash.id());
        outbox.put(crash.id(), Fitting.of(crash));
        courier.wake();
    }

    private X509Certificate served(OpensslAuthority trusted) throws Exception {
        try (var socket = Handshake.with(ingest.port(), trusted.certificate())) {
            return Handshake.certificate(socket);
        }
    }

    private static X509Certificate certificate(Issued issued) throws Exception {
        var text = new ByteArrayInputStream(issued.certificate().getBytes(US_ASCII));
        return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(text);
    }

    /** Whom agents are to trust. */
    private String told() {
        var map = cluster.client().configMaps().inNamespace(cluster.namespace()).withName("localhost-ca");
        return Objects.requireNonNull(map.get().getData().get("ca.crt"));
    }

    /** As the kubelet does for an agent. */
    private void layDownAuthorities() throws IOException {
        Files.writeString(directory.resolve("ca.crt"), told());
    }

    private static ConditionFactory await() {
        return Awaitility.await().atMost(1, TimeUnit.MINUTES).pollInterval(5, TimeUnit.MILLISECONDS);
    }
}
