package dev.corewatch.kubernetes.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.json.Json;
import dev.corewatch.kubernetes.ingest.tls.Credential;
import dev.corewatch.kubernetes.ingest.tls.OwnCertificates;
import dev.corewatch.lab.ControlPlane;
import dev.corewatch.publish.delivery.ControllerClient;
import dev.corewatch.publish.delivery.Courier;
import dev.corewatch.publish.delivery.Fitting;
import dev.corewatch.publish.delivery.Outbox;
import dev.corewatch.publish.delivery.OutboxLimits;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.system.SteadyClock;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLSocket;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agents' reports against a real API server: real service accounts, bound tokens and reviews, real TLS. */
final class IngestIT {

    private static final long MAX_BYTES = 1 << 20;
    private static final OccurrenceIds IDS = new OccurrenceIds(Clock.systemUTC(), new SplittableRandom());

    private static @Nullable ControlPlane plane;

    @TempDir
    private Path directory;

    private final AtomicBoolean leading = new AtomicBoolean(true);
    private final Map<Outcome, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private ReportingCluster cluster = new ReportingCluster(plane());
    private Ingest ingest = ingest();

    private static ControlPlane plane() {
        return Objects.requireNonNull(plane);
    }

    @BeforeAll
    static void startPlane() throws IOException {
        plane = ControlPlane.start();
    }

    @AfterAll
    static void stopPlane() throws IOException {
        plane().close();
    }

    IngestIT() throws IOException {}

    @BeforeEach
    void writeFiles() throws IOException {
        Files.writeString(directory.resolve("ca.crt"), authorities());
        Files.writeString(directory.resolve("token"), cluster.token("node-1"));
    }

    @AfterEach
    void stop() throws Exception {
        for (var part : parts.reversed()) {
            part.close();
        }
        ingest.close();
    }

    @Test
    void takesEachRevisionOnce() throws Exception {
        var id = IDS.next();

        assertThat(put(cluster.crash(id, 2, "node-1")).body()).contains("\"taken\":true");
        assertThat(put(cluster.crash(id, 2, "node-1")).body()).contains("\"taken\":false");
        assertThat(put(cluster.crash(id, 1, "node-1")).body()).contains("\"revision\":2");
        assertThat(put(cluster.crash(id, 3, "node-1")).statusCode()).isEqualTo(200);

        assertThat(cluster.taken()).extracting(Occurrence::revision).containsExactly(2, 3);
        assertThat(count(Outcome.TAKEN)).isEqualTo(2);
        assertThat(count(Outcome.KNOWN)).isEqualTo(2);
    }

    @Test
    void refusesWhoIsNoAgentOfOurs() throws Exception {
        var report = cluster.crash(IDS.next(), 2, "node-1");
        cluster.pod("other-pod", "node-1", "other");
        cluster.pod("short-lived", "node-1", ReportingCluster.AGENT);
        var gone = cluster.token(ReportingCluster.AGENT, ReportingCluster.AUDIENCE, "short-lived");
        cluster.client()
                .pods()
                .inNamespace(cluster.namespace())
                .withName("short-lived")
                .withGracePeriod(0)
                .delete();
        var audience = cluster.token(ReportingCluster.AGENT, "somebody-else", "agent-on-node-1");
        var unbound = cluster.token(ReportingCluster.AGENT, ReportingCluster.AUDIENCE, null);
        var account = cluster.token("other", ReportingCluster.AUDIENCE, "other-pod");

        assertThat(put(null, report).statusCode()).isEqualTo(401);
        assertThat(put("no-token", report).statusCode()).isEqualTo(401);
        assertThat(put(audience, report).statusCode()).isEqualTo(401);
        assertThat(put(gone, report).statusCode()).isEqualTo(401);
        assertThat(problem(put(unbound, report)).path("reason").asText()).isEqualTo("not-bound");
        assertThat(problem(put(account, report)).path("reason").asText()).isEqualTo("not-an-agent");
        assertThat(cluster.taken()).isEmpty();
    }

    @Test
    void refusesATokenThatHasExpired() throws Exception {
        var parts = cluster.token("node-1").split("\\.", -1);
        var claims = (ObjectNode) Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
        var valid = signed(parts[0], claims);
        long hourAgo = Instant.now().minus(Duration.ofHours(1)).getEpochSecond();
        claims.put("iat", hourAgo - 600).put("nbf", hourAgo - 600).put("exp", hourAgo);

        var refused = put(signed(parts[0], claims), cluster.crash(IDS.next(), 2, "node-1"));

        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(problem(refused).path("message").asText()).contains("expired");
        assertThat(put(valid, cluster.crash(IDS.next(), 2, "node-1")).statusCode())
                .isEqualTo(200);
    }

    /** As the API server would, with its key. */
    private static String signed(String header, ObjectNode claims) throws Exception {
        var encoder = Base64.getUrlEncoder().withoutPadding();
        var content = header + "." + encoder.encodeToString(Json.mapper().writeValueAsBytes(claims));
        var signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(signingKey());
        signature.update(content.getBytes(UTF_8));
        return content + "." + encoder.encodeToString(signature.sign());
    }

    private static PrivateKey signingKey() throws IOException {
        var file = plane().kubeconfig().resolveSibling("service-accounts.key");
        try (var pem = new PEMParser(Files.newBufferedReader(file))) {
            var key = pem.readObject();
            var info = key instanceof PEMKeyPair pair ? pair.getPrivateKeyInfo() : (PrivateKeyInfo) key;
            return new JcaPEMKeyConverter().getPrivateKey(info);
        }
    }

    @Test
    void refusesPodsOfOtherNodes() throws Exception {
        var other = put(cluster.crash(IDS.next(), 2, "node-2"));

        assertThat(other.statusCode()).isEqualTo(403);
        assertThat(problem(other).path("reason").asText()).isEqualTo("other-node");
        assertThat(problem(other).path("retry").asBoolean(true)).isFalse();
        assertThat(put(cluster.token("node-2"), cluster.crash(IDS.next(), 2, "node-2"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void takesReportsOnPodsThatAreGoneWhereCrashesAreCounted() throws Exception {
        var gone = cluster.crash(IDS.next(), 2, "node-3");
        var elsewhere =
                Reports.of(IDS.next(), 2, Instant.now(), null, Reports.workload("kube-system", "web-on-node-3"));

        assertThat(put(gone).statusCode()).isEqualTo(200);
        var refused = put(elsewhere);

        assertThat(cluster.taken()).extracting(Occurrence::id).containsExactly(gone.id());
        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(problem(refused).path("reason").asText()).isEqualTo("not-watched");
        assertThat(problem(refused).path("retry").asBoolean(true)).isFalse();
    }

    @Test
    void aReportFromANamespaceThatIsGoneIsRefusedForGood() throws Exception {
        var nowhere = Reports.of(IDS.next(), 2, Instant.now(), null, Reports.workload("never-there", "web-1"));

        var refused = put(nowhere);

        assertThat(refused.statusCode()).isEqualTo(404);
        assertThat(problem(refused).path("reason").asText()).isEqualTo("no-such-namespace");
        assertThat(problem(refused).path("retry").asBoolean(true)).isFalse();
    }

    @Test
    void saysWhatIsWrongWithADocument() throws Exception {
        var token = cluster.token("node-1");
        var large = send(token, "PUT", "/v1/occurrences/" + IDS.next(), " ".repeat((int) MAX_BYTES + 1));
        var chunked = HttpRequest.newBuilder(uri("/v1/occurrences/" + IDS.next()))
                .header("Authorization", "Bearer " + token)
                .PUT(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(new byte[3 << 20])))
                .build();

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(problem(large).path("message").asText()).contains("1048576 bytes");
        assertThat(client().send(chunked, BodyHandlers.ofString()).statusCode()).isEqualTo(413);
        assertThat(send(token, "PUT", "/v1/occurrences/" + IDS.next(), "{").statusCode())
                .isEqualTo(400);
        assertThat(send(token, "PUT", "/v1/occurrences/..%2f..%2fsecrets", "{}").statusCode())
                .isEqualTo(400);
        assertThat(send(token, "POST", "/v1/occurrences/" + IDS.next(), "{}").statusCode())
                .isEqualTo(405);
        assertThat(send(token, "GET", "/", "").statusCode()).isEqualTo(404);
        assertThat(count(Outcome.TOO_LARGE)).isEqualTo(2);
    }

    @Test
    void readsHeadersToABoundOnly() throws Exception {
        assertThat(send("x".repeat(20 << 10), "GET", "/v1/agent", "").statusCode())
                .isEqualTo(401);
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> send("x".repeat(40 << 10), "GET", "/v1/agent", ""));
    }

    @Test
    void aReplicaThatDoesNotLeadSaysSo() throws Exception {
        leading.set(false);

        var refused = put(cluster.crash(IDS.next(), 2, "node-1"));

        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.headers().firstValue("Retry-After")).contains("1");
        assertThat(refused.headers().firstValue("Connection")).contains("close");
    }

    @Test
    void aSlowClientIsCutOffAndHindersNobody() throws Exception {
        var slow =
                slowly("PUT /v1/occurrences/" + IDS.next() + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: 999\r\n"
                        + "Authorization: Bearer " + cluster.token("node-1") + "\r\n\r\n{");
        var silent = slowly("PUT /v1");
        parts.add(new Socket("localhost", ingest.port()));

        assertThat(put(cluster.crash(IDS.next(), 2, "node-1")).statusCode()).isEqualTo(200);

        long begun = System.nanoTime();
        assertThat(Handshake.isCutOff(slow)).isTrue();
        assertThat(Handshake.isCutOff(silent)).isTrue();
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isLessThan(Duration.ofSeconds(3L * ServerBounds.REQUEST));
    }

    @Test
    void isBelievedByItsNameAndItsAuthorityOnly() throws Exception {
        var byAddress = new ControllerClient(
                URI.create("https://127.0.0.1:" + ingest.port()),
                directory.resolve("token"),
                directory.resolve("ca.crt"));
        Files.writeString(directory.resolve("other.crt"), otherAuthority());
        var byOther = new ControllerClient(url(), directory.resolve("token"), directory.resolve("other.crt"));
        parts.add(byAddress);
        parts.add(byOther);

        assertThat(byAddress.greet()).asString().contains("Later", "127.0.0.1");
        assertThat(byOther.greet()).asString().contains("Later", "PKIX");
        Files.writeString(directory.resolve("other.crt"), authorities());
        assertThat(byOther.greet()).asString().contains("Taken");
    }

    @Test
    void aReportArrivesWithinMilliseconds() throws Exception {
        var outbox = outbox();
        var courier = courier(outbox);
        var controller = new ControllerClient(url(), directory.resolve("token"), directory.resolve("ca.crt"));
        parts.add(controller);

        var asked = milliseconds(controller::greet);
        var reported = milliseconds(() -> {
            int before = cluster.taken().size();
            report(outbox, courier, new ArrayList<>(), 1);
            await("it is taken", () -> cluster.taken().size() > before);
            return before;
        });

        System.out.printf(
                "a request alone: p50 %.1f ms; publication to taken, with two calls to the API server: p50 %.1f ms, p98 %.1f ms%n",
                asked.get(25), reported.get(25), reported.get(48));
        await("nothing waits", () -> outbox.size() == 0);
    }

    private static List<Double> milliseconds(Callable<?> work) throws Exception {
        var took = new ArrayList<Double>();
        for (int i = 0; i < 50; i++) {
            long begun = System.nanoTime();
            work.call();
            took.add((System.nanoTime() - begun) / 1e6);
        }
        took.sort(Double::compare);
        return took;
    }

    @Test
    void everythingArrivesOnceWhenTheApiServerWasAway() throws Exception {
        var outbox = outbox();
        var courier = courier(outbox);
        var ids = new ArrayList<String>();
        report(outbox, courier, ids, 5);
        await("the first are taken", () -> cluster.taken().size() == 5);

        plane().stopApiServer();
        report(outbox, courier, ids, 20);
        await("it is noticed", () -> count(Outcome.UNAVAILABLE) > 0);
        assertThat(outbox.size()).isEqualTo(20);
        plane().startApiServer();

        await("all are taken", () -> outbox.size() == 0);
        assertThat(cluster.taken()).extracting(Occurrence::id).containsExactlyElementsOf(ids);
    }

    @Test
    void nothingIsLostWhenItsKeysAreDeletedUnderLoad() throws Exception {
        var outbox = outbox();
        var courier = courier(outbox);
        var ids = new ArrayList<String>();
        var before = served();
        report(outbox, courier, ids, 5);

        secret().delete();
        await("others are made, and served", () -> {
            report(outbox, courier, ids, 1);
            return !served().equals(before);
        });
        report(outbox, courier, ids, 5);
        assertThat(authorities().split("BEGIN CERTIFICATE", -1))
                .as("the old one and the new one")
                .hasSize(3);
        Files.writeString(directory.resolve("ca.crt"), authorities()); // as the kubelet does

        await("all are taken", () -> outbox.size() == 0);
        assertThat(cluster.taken()).extracting(Occurrence::id).containsExactlyElementsOf(ids);
    }

    @Test
    void replicasThatRaceServeWithOneCertificate() throws Exception {
        var namespace = plane().namespace();
        Callable<Credential> replica =
                () -> new OwnCertificates(plane().client(), namespace, "corewatch", Clock.systemUTC()).current();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var made = threads.invokeAll(List.of(replica, replica, replica, replica));
            var first = made.getFirst().get().certificate();
            for (var one : made) {
                assertThat(one.get().certificate()).isEqualTo(first);
            }
        }
    }

    @Test
    void makesDamagedKeysAnewAndGoesWithItsService() throws Exception {
        var certificates =
                new OwnCertificates(cluster.client(), cluster.namespace(), ReportingCluster.SERVICE, Clock.systemUTC());
        var good = certificates.current().certificate();
        secret().patch(ControlPlane.MERGE, """
                {"data": {"tls.key": "Z2FyYmFnZQ==", "ca.crt": "Z2FyYmFnZQ=="}}""");

        var renewed = certificates.current().certificate();

        assertThat(renewed).isNotEqualTo(good);
        assertThat(certificates.current().certificate()).isEqualTo(renewed);
        assertThat(secret().get().getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner ->
                        assertThat(owner.getKind() + "/" + owner.getName()).isEqualTo("Service/localhost"));
    }

    @Test
    void leadsAgentsToWhoLeads() {
        var endpoint = new LeaderEndpoint(cluster.client(), cluster.namespace(), ReportingCluster.SERVICE);
        var slices = cluster.client().discovery().v1().endpointSlices().inNamespace(cluster.namespace());

        endpoint.lead("10.1.2.3", 9443);
        endpoint.lead("10.1.2.4", 9443);
        var four = slices.withName(ReportingCluster.SERVICE).get();
        endpoint.lead("fd00::4", 9443);
        var six = slices.withName(ReportingCluster.SERVICE).get();

        assertThat(four.getAddressType()).isEqualTo("IPv4");
        assertThat(four.getEndpoints())
                .singleElement()
                .satisfies(one -> assertThat(one.getAddresses()).containsExactly("10.1.2.4"));
        assertThat(four.getPorts())
                .singleElement()
                .satisfies(port -> assertThat(port.getPort()).isEqualTo(9443));
        assertThat(four.getMetadata().getLabels()).containsEntry("kubernetes.io/service-name", "localhost");
        assertThat(four.getMetadata().getOwnerReferences()).hasSize(1);
        assertThat(six.getAddressType()).isEqualTo("IPv6");
    }

    private Ingest ingest() throws IOException {
        var settings = cluster.settings(MAX_BYTES, null);
        return Ingest.start(
                cluster.client(),
                settings,
                new Destination(leading::get, cluster, cluster),
                outcome -> outcomes.computeIfAbsent(outcome, _ -> new AtomicInteger())
                        .incrementAndGet());
    }

    private int count(Outcome outcome) {
        return outcomes.getOrDefault(outcome, new AtomicInteger()).get();
    }

    private Outbox outbox() throws IOException {
        var outbox = new Outbox(directory.resolve("reports"), new OutboxLimits(1000, 1 << 26));
        outbox.recover();
        return outbox;
    }

    private Courier courier(Outbox outbox) {
        var controller = new ControllerClient(url(), directory.resolve("token"), directory.resolve("ca.crt"));
        var courier = new Courier(outbox, controller, new SteadyClock(Clock.systemUTC()));
        parts.add(courier);
        courier.start();
        return courier;
    }

    private void report(Outbox outbox, Courier courier, List<String> ids, int number) throws IOException {
        for (int i = 0; i < number; i++) {
            var crash = cluster.crash(IDS.next(), 2, "node-1");
            ids.add(crash.id());
            outbox.put(crash.id(), Fitting.of(crash));
            courier.wake();
        }
    }

    private URI url() {
        return URI.create("https://localhost:" + ingest.port());
    }

    private URI uri(String path) {
        return url().resolve(path);
    }

    private HttpResponse<String> put(Occurrence occurrence) throws Exception {
        return put(cluster.token("node-1"), occurrence);
    }

    private HttpResponse<String> put(@Nullable String token, Occurrence occurrence) throws Exception {
        return send(token, "PUT", "/v1/occurrences/" + occurrence.id(), new String(Fitting.of(occurrence), UTF_8));
    }

    private HttpResponse<String> send(@Nullable String token, String method, String path, String body)
            throws Exception {
        var request = HttpRequest.newBuilder(uri(path)).method(method, BodyPublishers.ofString(body));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return client().send(request.build(), BodyHandlers.ofString());
    }

    private HttpClient client() throws Exception {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(Handshake.trusting(authorities()))
                .build();
        parts.add(client);
        return client;
    }

    private static JsonNode problem(HttpResponse<String> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private Resource<Secret> secret() {
        return cluster.client().secrets().inNamespace(cluster.namespace()).withName("localhost-tls");
    }

    /** As the ConfigMap says. */
    private String authorities() {
        return authorities(cluster.namespace(), "localhost-ca");
    }

    private static String otherAuthority() {
        new OwnCertificates(plane().client(), "default", "other", Clock.systemUTC()).current();
        return authorities("default", "other-ca");
    }

    private static String authorities(String namespace, String map) {
        var found = plane().client()
                .configMaps()
                .inNamespace(namespace)
                .withName(map)
                .get();
        return Objects.requireNonNull(found.getData().get("ca.crt"));
    }

    /** Authorities that were read just before a renewal don't know what is served just after it; read anew, they must. */
    private X509Certificate served() throws Exception {
        try (var socket = connected()) {
            return Handshake.certificate(socket);
        } catch (SSLHandshakeException renewed) {
            try (var socket = connected()) {
                return Handshake.certificate(socket);
            }
        }
    }

    private SSLSocket connected() throws Exception {
        return Handshake.with(ingest.port(), authorities());
    }

    private SSLSocket slowly(String text) throws Exception {
        var socket = connected();
        parts.add(socket);
        socket.setSoTimeout((int) Duration.ofMinutes(1).toMillis());
        socket.getOutputStream().write(text.getBytes(UTF_8));
        return socket;
    }

    private static void await(String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
        while (!condition.call()) {
            assertThat(System.nanoTime()).as("not within two minutes: " + what).isLessThan(end);
            LockSupport.parkNanos(Duration.ofMillis(1).toNanos());
        }
    }
}
