package dev.corewatch.kubernetes.ingest;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Speaks HTTP for a {@link Reception}. A refusal ends the connection: the next try may find another replica. */
final class Exchanges implements HttpHandler {

    private static final Logger LOG = System.getLogger(Exchanges.class.getName());

    private final Reception reception;
    private final Consumer<Outcome> outcomes;

    Exchanges(Reception reception, Consumer<Outcome> outcomes) {
        this.reception = reception;
        this.outcomes = outcomes;
    }

    /** A refusal as JSON. */
    record Problem(int status, String reason, String message, boolean retry) {

        static Problem of(Refusal refusal) {
            return new Problem(refusal.status(), refusal.reason(), refusal.message(), refusal.retry());
        }
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            answer(exchange);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try {
            var incoming = incoming(exchange);
            if (incoming.path().equals(Reception.GREETING)) {
                send(exchange, 200, reception.greet(incoming));
                return;
            }
            var receipt = reception.take(incoming);
            outcomes.accept(receipt.taken() ? Outcome.TAKEN : Outcome.KNOWN);
            send(exchange, 200, receipt);
        } catch (RefusedException e) {
            refuse(exchange, e.refusal());
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "a report was not taken", e);
            refuse(
                    exchange,
                    new Refusal(500, Outcome.FAILED, "fault", "a fault of the controller's: see its log", true, null));
        }
    }

    private static Incoming incoming(HttpExchange exchange) {
        var headers = exchange.getRequestHeaders();
        return new Incoming(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                headers.getFirst("Authorization"),
                exchange.getRemoteAddress().getAddress().getHostAddress(),
                length(headers.getFirst("Content-Length")),
                exchange.getRequestBody());
    }

    /** -1 when it isn't said; the server has refused what is no number. */
    private static long length(@Nullable String header) {
        return header == null ? -1 : Long.parseLong(header);
    }

    private void refuse(HttpExchange exchange, Refusal refusal) throws IOException {
        LOG.log(
                Level.DEBUG,
                () -> "refused %s from %s: %s"
                        .formatted(exchange.getRequestURI(), exchange.getRemoteAddress(), refusal.message()));
        outcomes.accept(refusal.outcome());
        var headers = exchange.getResponseHeaders();
        headers.set("Connection", "close");
        if (refusal.after() != null) {
            headers.set("Retry-After", String.valueOf(seconds(refusal.after())));
        }
        switch (refusal.status()) {
            case 401 -> headers.set("WWW-Authenticate", "Bearer");
            case 405 -> headers.set("Allow", "GET, PUT");
            default -> {} // nothing else is said in a header
        }
        send(exchange, refusal.status(), Problem.of(refusal));
    }

    /** Whole ones, never too few. */
    private static long seconds(Duration time) {
        return time.plusSeconds(1).minusNanos(1).toSeconds();
    }

    private static void send(HttpExchange exchange, int status, Record answer) throws IOException {
        byte[] body = Json.mapper().writeValueAsBytes(answer);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        try (var out = exchange.getResponseBody()) {
            out.write(body);
        }
    }
}
