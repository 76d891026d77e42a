package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An API server that takes requests and never answers: one can't be made of a real one. */
final class MetadataReaderIT {

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final KubernetesClient client = new KubernetesClientBuilder()
            .withConfig(new ConfigBuilder()
                    .withAutoConfigure(false)
                    .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
                    .build())
            .build();

    MetadataReaderIT() throws IOException {}

    @BeforeEach
    void start() {
        server.setExecutor(threads);
        server.createContext("/", this::hang);
        server.start();
    }

    @AfterEach
    void stop() {
        client.close();
        end.countDown();
        server.stop(0);
        threads.close();
    }

    @Test
    void allQuestionsOnOneCrashHaveOneDeadline() {
        var reader = new MetadataReader(client, InstantSource.system());
        long until = System.nanoTime() + Duration.ofSeconds(3).toNanos();

        assertThat(reader.find("shop", "configmaps", "first", until)).isEmpty();
        assertThat(System.nanoTime()).isGreaterThanOrEqualTo(until);
        assertThat(reader.find("shop", "configmaps", "second", until)).isEmpty();
        assertThat(reader.find("shop", "pods", "third", until)).isEmpty();

        await().until(() -> !asked.isEmpty());
        assertThat(asked).containsExactly("/api/v1/namespaces/shop/configmaps/first");
    }

    private void hang(HttpExchange exchange) {
        asked.add(exchange.getRequestURI().getPath());
        try (exchange) {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
