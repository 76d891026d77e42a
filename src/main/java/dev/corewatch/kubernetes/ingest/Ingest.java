package dev.corewatch.kubernetes.ingest;

import dev.corewatch.kubernetes.ingest.tls.CertificateFiles;
import dev.corewatch.kubernetes.ingest.tls.CertificateSource;
import dev.corewatch.kubernetes.ingest.tls.OwnCertificates;
import dev.corewatch.kubernetes.ingest.tls.ServingKey;
import dev.corewatch.system.SteadyClock;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Consumer;

/** The controller's end of agents' reports (docs/reports.md): certificates, authentication, and the server that takes them. */
public final class Ingest implements AutoCloseable {

    private static final Duration CERTIFICATES = Duration.ofSeconds(10);

    private final ReportServer server;
    private final CertificateWatch certificates;

    private Ingest(ReportServer server, CertificateWatch certificates) {
        this.server = server;
        this.certificates = certificates;
    }

    /**
     * Serves on every replica: one that doesn't lead says so.
     *
     * @param outcomes told of each report that came in
     * @throws IOException when the port is taken, or the certificate's files can't be used
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server refuses or can't be reached
     */
    public static Ingest start(
            KubernetesClient client, IngestSettings settings, Destination destination, Consumer<Outcome> outcomes)
            throws IOException {
        return start(client, settings, destination, outcomes, CERTIFICATES);
    }

    static Ingest start(
            KubernetesClient client,
            IngestSettings settings,
            Destination destination,
            Consumer<Outcome> outcomes,
            Duration certificates)
            throws IOException {
        var clock = Clock.systemUTC();
        var source = source(client, settings, clock);
        var key = new ServingKey(source.current());
        var steady = new SteadyClock(clock);
        var api = new ApiServer(client, settings.audience());
        var tokens = new BoundToken(settings.audience(), settings.agents());
        var reception = new Reception(
                destination,
                new Gatekeeper(api, tokens, steady),
                new RateLimit(settings.perMinute(), steady),
                settings.maxBytes(),
                clock);
        var server = ReportServer.start(settings.port(), key, new Exchanges(reception, outcomes));
        return new Ingest(server, CertificateWatch.start(source, key, certificates));
    }

    private static CertificateSource source(KubernetesClient client, IngestSettings settings, InstantSource clock) {
        var directory = settings.tlsDirectory();
        return directory == null
                ? new OwnCertificates(client, settings.namespace(), settings.name(), clock)
                : new CertificateFiles(directory, client, settings.namespace(), settings.name());
    }

    /** The one it listens on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        certificates.close();
        server.close();
    }
}
