package dev.corewatch.kubernetes.crash;

import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.system.RecentMap;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Events on Pods, events.k8s.io/v1. The same crash again within half an hour goes on with the series, so that there is one line, not hundreds. */
final class CrashEvents {

    private static final Logger LOG = System.getLogger(CrashEvents.class.getName());

    /** The API's own bound on a note. */
    private static final int NOTE = 1024;

    /** API servers keep Events for an hour. */
    private static final Duration SERIES = Duration.ofMinutes(30);

    /** A name has 253 characters at most; the time takes 17. */
    private static final int NAME = 236;

    private static final int REMEMBERED = 10_000;
    private static final DateTimeFormatter MICROS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private final KubernetesClient client;
    private final String instance;
    private final InstantSource clock;
    private final Map<String, Series> open = RecentMap.byUse(REMEMBERED);

    private record Series(String name, int count, Instant last) {}

    /**
     * Nothing is told yet.
     *
     * @param instance this controller's Pod
     */
    CrashEvents(KubernetesClient client, String instance, InstantSource clock) {
        this.client = client;
        this.instance = instance;
        this.clock = clock;
    }

    /**
     * Tells of a crash on its Pod.
     *
     * @param group the HAProxyCrash's name
     * @throws KubernetesClientException when the API server can't take it now; where Events are forbidden, or the namespace is going, it is
     *     left out
     */
    void crashed(WatchedPod pod, String container, String group, String summary) {
        var key = key(pod, group);
        var series = series(key);
        try {
            if (series == null || !continued(pod.namespace(), series)) {
                begin(pod, container, key, "%s: %s".formatted(group, summary));
            } else {
                remember(key, new Series(series.name(), series.count() + 1, clock.instant()));
            }
        } catch (KubernetesClientException e) {
            leaveOut(pod, e);
        }
    }

    private static void leaveOut(WatchedPod pod, KubernetesClientException refusal) {
        if (refusal.getCode() != HTTP_FORBIDDEN && refusal.getCode() != HTTP_NOT_FOUND) {
            throw refusal;
        }
        LOG.log(
                Level.WARNING,
                () -> "no Event on Pod %s/%s: %s".formatted(pod.namespace(), pod.name(), refusal.getMessage()));
    }

    /** The crash that was told of last on that Pod, of that group, is told of better: it isn't two. */
    void withdrawn(WatchedPod pod, String group) {
        var key = key(pod, group);
        var series = series(key);
        if (series == null || series.count() > 1) {
            return;
        }
        try {
            client.resources(Event.class)
                    .inNamespace(pod.namespace())
                    .withName(series.name())
                    .delete();
        } catch (KubernetesClientException e) {
            leaveOut(pod, e);
        }
        forget(key);
    }

    private void begin(WatchedPod pod, String container, String key, String note) {
        var now = clock.instant();
        var event = new EventBuilder()
                .withNewMetadata()
                .withNamespace(pod.namespace())
                .withName(name(pod, now))
                .endMetadata()
                .withEventTime(micros(now))
                .withReportingController("corewatch.dev/controller")
                .withReportingInstance(instance)
                .withAction("Recorded")
                .withReason("HAProxyCrashed")
                .withType("Warning")
                .withRegarding(regarding(pod, container))
                .withNote(note.length() <= NOTE ? note : note.substring(0, NOTE))
                .build();
        client.events().v1().events().resource(event).create();
        remember(key, new Series(event.getMetadata().getName(), 1, now));
    }

    /** False when it has expired. */
    private boolean continued(String namespace, Series series) {
        var more = new EventBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(series.name())
                .endMetadata()
                .withNewSeries()
                .withCount(series.count() + 1)
                .withLastObservedTime(micros(clock.instant()))
                .endSeries()
                .build();
        try {
            client.resources(Event.class)
                    .inNamespace(namespace)
                    .withName(series.name())
                    .patch(MERGE, more);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HTTP_NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private static String key(WatchedPod pod, String group) {
        return String.join("/", pod.namespace(), pod.name(), pod.uid(), group);
    }

    private synchronized @Nullable Series series(String key) {
        var series = open.get(key);
        return series == null || series.last().plus(SERIES).isBefore(clock.instant()) ? null : series;
    }

    private synchronized void remember(String key, Series series) {
        open.put(key, series);
    }

    private synchronized void forget(String key) {
        open.remove(key);
    }

    private static ObjectReference regarding(WatchedPod pod, String container) {
        return new ObjectReferenceBuilder()
                .withApiVersion("v1")
                .withKind("Pod")
                .withNamespace(pod.namespace())
                .withName(pod.name())
                .withUid(pod.isGone() ? null : pod.uid())
                .withFieldPath("spec.containers{" + container + "}")
                .build();
    }

    /** As kubelets name theirs: the Pod's, and the time in hexadecimal. */
    private static String name(WatchedPod pod, Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return pod.name().substring(0, Math.min(NAME, pod.name().length())) + "." + Long.toHexString(nanos);
    }

    private static MicroTime micros(Instant time) {
        return new MicroTime(MICROS.format(time));
    }
}
