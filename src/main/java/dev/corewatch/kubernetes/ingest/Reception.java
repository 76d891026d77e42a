package dev.corewatch.kubernetes.ingest;

import static java.net.HttpURLConnection.HTTP_NOT_FOUND;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.kubernetes.crash.WatchedPod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;

/**
 * Takes a report or says why not, the cheapest question first: does this replica lead, who sends it, does it send too much, is there room, can
 * it be read, whose Pod is it, is it news. Nothing of a body is read before the sender is known to be an agent.
 */
final class Reception {

    static final String PATH = "/v1/occurrences/";
    static final String GREETING = "/v1/agent";

    /** So many bodies are in memory at once, and so many calls to the API server under way. */
    static final int AT_ONCE = 64;

    private static final Duration SOON = Duration.ofSeconds(1);
    private static final Set<Integer> REFUSED = Set.of(400, 403, 404, 409, 413, 422);
    private static final Duration LATER = Duration.ofSeconds(5);

    private final Destination destination;
    private final Gatekeeper gatekeeper;
    private final RateLimit rate;
    private final Documents documents;
    private final long maxBytes;
    private final InstantSource clock;
    private final KnownRevisions known = new KnownRevisions();
    private final Semaphore room = new Semaphore(AT_ONCE);

    /**
     * For one destination.
     *
     * @param rate of one node's agent
     * @param maxBytes of one report
     */
    Reception(Destination destination, Gatekeeper gatekeeper, RateLimit rate, long maxBytes, InstantSource clock) {
        this.destination = destination;
        this.gatekeeper = gatekeeper;
        this.rate = rate;
        this.documents = new Documents(clock);
        this.maxBytes = maxBytes;
        this.clock = clock;
    }

    /**
     * Takes it.
     *
     * @throws IOException when the sender doesn't send what it promised
     */
    Receipt take(Incoming incoming) throws RefusedException, IOException {
        var id = id(incoming);
        try {
            return inTurn(agent(incoming), id, incoming);
        } catch (NowhereException e) {
            throw new RefusedException(Refusal.ofDocument(
                    404,
                    Outcome.UNKNOWN_POD,
                    "no-such-namespace",
                    "there is no place to record it at any more: " + e.getMessage()));
        } catch (NotRecordedException e) {
            throw new RefusedException(new Refusal(
                    500,
                    Outcome.FAILED,
                    "not-recorded",
                    "the API server refuses what this crash is recorded as: " + e.getMessage(),
                    true,
                    LATER));
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    /** Says who the sender is, when it may report. */
    Greeting greet(Incoming incoming) throws RefusedException {
        expect("GET", incoming);
        try {
            return new Greeting(agent(incoming).node());
        } catch (KubernetesClientException e) {
            throw unreachable(e);
        }
    }

    private Agent agent(Incoming incoming) throws RefusedException {
        if (!destination.leading().getAsBoolean()) {
            throw new RefusedException(
                    Refusal.unavailable("not-leading", "another replica takes reports: connect anew", SOON));
        }
        var agent = gatekeeper.agent(incoming.authorization(), incoming.address());
        slow(agent);
        return agent;
    }

    private static String id(Incoming incoming) throws RefusedException {
        if (!incoming.path().startsWith(PATH)) {
            throw new RefusedException(
                    new Refusal(404, Outcome.MALFORMED, "no-such-path", "reports go to " + PATH + "ID", true, null));
        }
        expect("PUT", incoming);
        var id = incoming.path().substring(PATH.length());
        if (!OccurrenceId.isId(id)) {
            throw new RefusedException(Refusal.malformed(
                    "the path's end is no occurrence's id: 26 characters of 0 to 9 and a to z without i, l, o and u"));
        }
        return id;
    }

    private static void expect(String method, Incoming incoming) throws RefusedException {
        if (!incoming.method().equals(method)) {
            throw new RefusedException(new Refusal(
                    405, Outcome.MALFORMED, "no-such-method", "the one method here is " + method, true, null));
        }
    }

    private void slow(Agent agent) throws RefusedException {
        var wait = rate.wait(agent.node());
        if (wait.isPositive()) {
            throw new RefusedException(
                    Refusal.throttled("node %s reports more than it may".formatted(agent.node()), wait));
        }
        rate.count(agent.node());
    }

    private Receipt inTurn(Agent agent, String id, Incoming incoming) throws RefusedException, IOException {
        if (!room.tryAcquire()) {
            throw new RefusedException(
                    Refusal.unavailable("busy", "%d reports are being taken".formatted(AT_ONCE), SOON));
        }
        try {
            var occurrence = documents.read(id, body(incoming));
            var pod = Ownership.pod(agent, occurrence, namesakes(occurrence), clock.instant());
            return known.take(occurrence, news -> record(news, pod));
        } finally {
            room.release();
        }
    }

    /** What the API server refuses for good keeps nobody else's reports waiting. */
    private void record(Occurrence occurrence, WatchedPod pod) {
        try {
            destination.reports().take(occurrence, pod);
        } catch (KubernetesClientException e) {
            if (isNamespaceGone(e)) {
                throw new NowhereException(e);
            }
            throw REFUSED.contains(e.getCode()) ? new NotRecordedException(e) : e;
        }
    }

    private byte[] body(Incoming incoming) throws RefusedException, IOException {
        if (incoming.length() > maxBytes) {
            throw new RefusedException(Refusal.tooLarge(maxBytes));
        }
        byte[] bytes = incoming.body().readNBytes(Math.toIntExact(maxBytes + 1));
        if (bytes.length > maxBytes) {
            throw new RefusedException(Refusal.tooLarge(maxBytes));
        }
        return bytes;
    }

    private List<WatchedPod> namesakes(Occurrence occurrence) throws RefusedException {
        var workload = occurrence.workload();
        if (!destination.pods().isWatched(workload.namespace())) {
            throw new RefusedException(Refusal.ofDocument(
                    404,
                    Outcome.UNKNOWN_POD,
                    "not-watched",
                    "crashes in namespace %s are not counted: corewatch.controller.namespaces leaves it out"
                            .formatted(workload.namespace())));
        }
        return destination.pods().find(workload.namespace(), String.valueOf(workload.pod()));
    }

    private static boolean isNamespaceGone(KubernetesClientException e) {
        var status = e.getStatus();
        return e.getCode() == HTTP_NOT_FOUND
                && status != null
                && status.getDetails() != null
                && "namespaces".equals(status.getDetails().getKind());
    }

    /** Its namespace is gone, and all that could tell of it there. */
    private static final class NowhereException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NowhereException(KubernetesClientException cause) {
            super(cause.getMessage(), cause);
        }
    }

    /** The API server has it never, or not before somebody mends something there. */
    private static final class NotRecordedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        NotRecordedException(KubernetesClientException cause) {
            super(cause.getMessage(), cause);
        }
    }

    private static RefusedException unreachable(KubernetesClientException e) {
        return new RefusedException(Refusal.unavailable(
                "no-api-server",
                "the API server can't be reached or refuses (%s): nothing is lost, send it again"
                        .formatted(e.getMessage()),
                LATER));
    }
}
