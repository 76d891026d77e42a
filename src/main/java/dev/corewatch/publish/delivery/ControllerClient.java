package dev.corewatch.publish.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * The controller, over HTTPS (docs/reports.md). A connection is used again while all goes well; after a failure the next try is on a new one,
 * for the Service may lead to another replica by then. The token is read for each try: the kubelet renews its file.
 */
public final class ControllerClient implements Recipient {

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(20);
    /** RFC 6750, 2.1. */
    private static final Pattern TOKEN = Pattern.compile("[-A-Za-z0-9._~+/]+=*");

    private static final long LONGEST_ANSWER = 64 << 10;

    /** It is the sender or the controller that these are about, not the document. */
    private static final Set<Integer> OF_ALL = Set.of(401, 403, 404, 405, 429, 502, 503, 504);

    private final URI url;
    private final Path file;
    private final TrustedAuthorities trusted;
    private @Nullable Connected connected;

    private record Connected(HttpClient client, SSLContext trusted) {}

    /**
     * Nothing is sent yet.
     *
     * @param url such as https://corewatch.corewatch.svc:9443
     * @param token file with the agent's
     * @param authorities file with the certificates of those who may sign the controller's, PEM
     * @throws IllegalArgumentException when the URL is none of HTTPS
     */
    public ControllerClient(URI url, Path token, Path authorities) {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException(
                    "%s must be https://HOST:PORT: the agent's token is sent there".formatted(url));
        }
        this.url = url;
        this.file = token;
        this.trusted = new TrustedAuthorities(authorities);
    }

    @Override
    public Delivery send(String id, byte[] document) throws InterruptedException {
        return tried(request("/v1/occurrences/" + id)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(document)));
    }

    @Override
    public Delivery greet() throws InterruptedException {
        return tried(request("/v1/agent").GET());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(url.resolve(path)).timeout(ANSWER);
    }

    private Delivery tried(HttpRequest.Builder request) throws InterruptedException {
        var delivery = exchanged(request);
        if (delivery instanceof Delivery.Later) {
            disconnect();
        }
        return delivery;
    }

    private Delivery exchanged(HttpRequest.Builder request) throws InterruptedException {
        try {
            request.header("Authorization", "Bearer " + token());
            var limited = BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER);
            return read(connected().send(request.build(), limited));
        } catch (IOException e) {
            var why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            return new Delivery.Later("nothing can be sent to %s: %s".formatted(url, why), null, true);
        }
    }

    private String token() throws IOException {
        var text = Files.readString(file).strip();
        if (!TOKEN.matcher(text).matches()) {
            throw new IOException(file + " holds no token");
        }
        return text;
    }

    private static Delivery read(HttpResponse<byte[]> answer) {
        if (answer.statusCode() == 200) {
            return new Delivery.Taken();
        }
        var problem = problem(answer.body());
        var reason =
                "%d %s".formatted(answer.statusCode(), problem.path("message").asText("(no reason given)"));
        var retry = problem.path("retry");
        if (retry.isBoolean() && !retry.booleanValue()) {
            return new Delivery.Refused(reason);
        }
        return new Delivery.Later(reason, wish(answer).orElse(null), OF_ALL.contains(answer.statusCode()));
    }

    private static JsonNode problem(byte[] body) {
        try {
            return Optional.ofNullable(Json.mapper().readTree(body)).orElseGet(MissingNode::getInstance);
        } catch (IOException e) {
            return MissingNode.getInstance(); // not the controller's: something on the way
        }
    }

    private static Optional<Duration> wish(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,6}"))
                .map(Long::valueOf)
                .map(Duration::ofSeconds);
    }

    private synchronized HttpClient connected() throws IOException {
        var now = trusted.context();
        if (connected != null && !connected.trusted().equals(now)) {
            disconnect();
        }
        if (connected == null) {
            var client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(now)
                    .connectTimeout(CONNECT)
                    .build();
            connected = new Connected(client, now);
        }
        return connected.client();
    }

    private synchronized void disconnect() {
        if (connected != null) {
            connected.client().shutdownNow();
            connected = null;
        }
    }

    @Override
    public void close() {
        disconnect();
    }
}
