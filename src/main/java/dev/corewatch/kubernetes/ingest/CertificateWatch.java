package dev.corewatch.kubernetes.ingest;

import dev.corewatch.kubernetes.ingest.tls.CertificateSource;
import dev.corewatch.kubernetes.ingest.tls.ServingKey;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Has the server present what its source has now. When that fails, what was presented before stays; a failure is said once. */
final class CertificateWatch implements AutoCloseable {

    private static final Logger LOG = System.getLogger(CertificateWatch.class.getName());

    private final CertificateSource source;
    private final ServingKey key;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("corewatch-certificates").factory());
    private @Nullable String trouble;

    private CertificateWatch(CertificateSource source, ServingKey key) {
        this.source = source;
        this.key = key;
    }

    /** Looks again and again. */
    static CertificateWatch start(CertificateSource source, ServingKey key, Duration every) {
        var watch = new CertificateWatch(source, key);
        var _ = watch.thread.scheduleWithFixedDelay(
                watch::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        return watch;
    }

    private void look() {
        try {
            key.exchange(source.current());
            trouble = null;
        } catch (IOException | KubernetesClientException e) {
            if (isNews(e)) {
                LOG.log(
                        Level.WARNING,
                        "the certificate was not looked after, the one before is served on: {0}",
                        e.getMessage());
            }
        } catch (RuntimeException e) {
            if (isNews(e)) {
                LOG.log(Level.ERROR, "the certificate was not looked after, the one before is served on", e);
            }
        }
    }

    private boolean isNews(Exception e) {
        var before = trouble;
        trouble = String.valueOf(e.getMessage());
        return !trouble.equals(before);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
