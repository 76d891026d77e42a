package dev.corewatch.kubernetes.changes;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_OK;

import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Asks for an object's metadata alone (PartialObjectMetadata), so that no configuration ever comes near this process. An answer is good for
 * a few seconds; a refusal for longer, and told once.
 */
final class MetadataReader {

    private static final Logger LOG = System.getLogger(MetadataReader.class.getName());
    private static final String METADATA_ONLY = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1";
    private static final int REMEMBERED = 1_000;
    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration REFUSED = Duration.ofMinutes(10);

    private final KubernetesClient client;
    private final InstantSource clock;
    private final AtomicBoolean told = new AtomicBoolean();
    private final Map<String, Answer> answers = RecentMap.byArrival(REMEMBERED);

    private record Answer(Optional<ObjectMeta> metadata, Instant until) {}

    MetadataReader(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /**
     * Empty when it isn't there, may not be read, or nobody answers in time. When that is over nobody is asked.
     *
     * @param plural of a kind of the core group: configmaps
     * @param until as {@link System#nanoTime} counts
     */
    Optional<ObjectMeta> find(String namespace, String plural, String name, long until) {
        var path = "/api/v1/namespaces/%s/%s/%s".formatted(namespace, plural, name);
        synchronized (answers) {
            var known = answers.get(path);
            if (known != null && clock.instant().isBefore(known.until())) {
                return known.metadata();
            }
        }
        long left = until - System.nanoTime();
        if (left <= 0) {
            return Optional.empty();
        }
        var response = response(path, left);
        if (response == null) {
            return Optional.empty(); // who has more time may ask again
        }
        var answer = answer(path, response);
        synchronized (answers) {
            answers.put(path, answer);
        }
        return answer.metadata();
    }

    private Answer answer(String path, HttpResponse<String> response) {
        if (response.code() == HTTP_FORBIDDEN) {
            if (told.compareAndSet(false, true)) {
                LOG.log(Level.INFO, "changes there aren''t told, since this may not be read: {0}", path);
            }
            return nothing(REFUSED);
        }
        if (response.code() != HTTP_OK) {
            return nothing(FRESH);
        }
        var object = client.getKubernetesSerialization().unmarshal(response.body(), GenericKubernetesResource.class);
        return new Answer(
                Optional.ofNullable(object.getMetadata()), clock.instant().plus(FRESH));
    }

    private @Nullable HttpResponse<String> response(String path, long nanos) {
        var http = client.getHttpClient();
        var root = client.getMasterUrl().toString().replaceFirst("/+$", "");
        var request = http.newHttpRequestBuilder()
                .uri(root + path)
                .header("Accept", METADATA_ONLY)
                .build();
        try {
            return http.sendAsync(request, String.class).get(nanos, TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.log(Level.DEBUG, path, e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Answer nothing(Duration how) {
        return new Answer(Optional.empty(), clock.instant().plus(how));
    }
}
