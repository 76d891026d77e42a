package dev.corewatch.capture.objects;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A debuginfod that answers as a test wants it to, on a port that the system gives. */
final class FakeServer implements AutoCloseable {

    /** How one path is answered. */
    interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    final Queue<String> asked = new ConcurrentLinkedQueue<>();
    /** Down when the server is closed: until then an answer may hang. */
    final CountDownLatch closed = new CountDownLatch(1);

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    FakeServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    FakeServer has(String buildId, ObjectKind kind, Path file) throws IOException {
        return has(buildId, kind, Files.readAllBytes(file));
    }

    FakeServer has(String buildId, ObjectKind kind, byte[] content) {
        return answers(buildId, kind, exchange -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
    }

    FakeServer answers(String buildId, ObjectKind kind, Answer answer) {
        answers.put("/buildid/" + buildId + "/" + kind.fileName(), answer);
        return this;
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        asked.add(path);
        try (exchange) {
            answers.getOrDefault(path, unknown -> unknown.sendResponseHeaders(404, -1))
                    .to(exchange);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
