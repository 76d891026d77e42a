package dev.corewatch.publish.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CourierTest {

    private static final Delivery AWAY = new Delivery.Later("away", null, true);
    private static final Delivery NOT_THIS = new Delivery.Later("not yet", null, false);

    @TempDir
    private Path spool;

    private final StandIn controller = new StandIn();
    private Outbox outbox = new Outbox(Path.of("none"), new OutboxLimits(100, 1 << 20));
    private Courier courier = courier();

    @BeforeEach
    void start() throws IOException {
        outbox = new Outbox(spool.resolve("reports"), new OutboxLimits(100, 1 << 20));
        outbox.recover();
        courier = courier();
    }

    @AfterEach
    void stop() {
        courier.close();
    }

    @Test
    void bringsWhatWaitsAndWhatComes() throws Exception {
        put("a");
        courier.start();
        assertThat(sent()).isEqualTo("a");

        put("b");
        assertThat(sent()).isEqualTo("b");
    }

    @Test
    void triesAgainWhenTheControllerWasAway() throws Exception {
        controller.answers("a", AWAY, AWAY);
        courier.start();
        put("a");
        put("b");

        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("b");
    }

    @Test
    void aReportThatCannotBeTakenYetHoldsUpNoOther() throws Exception {
        controller.answers("a", NOT_THIS);
        put("a");
        put("b");
        courier.start();

        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("b");
        assertThat(sent()).isEqualTo("a");
    }

    @Test
    void aRefusedReportIsSetAside() throws Exception {
        controller.answers("a", new Delivery.Refused("too old"));
        put("a");
        put("b");
        courier.start();

        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("b");
        assertThat(spool.resolve("reports/refused/a.json")).exists();
        assertThat(outbox.refused()).isEqualTo(1);
    }

    @Test
    void outlivesAFaultOfItsOwn() throws Exception {
        controller.fault = new IllegalStateException("a fault");
        put("a");
        courier.start();

        assertThat(sent()).isEqualTo("a");
        assertThat(sent()).isEqualTo("a");
    }

    @Test
    void waitsTwiceAsLongEachTimeAndAsLongAsItIsAsked() {
        var backoff = new Backoff(new SplittableRandom(1));

        for (int tries = 1; tries < 100; tries++) {
            var doubled = Backoff.FIRST.multipliedBy(1L << Math.min(tries - 1, 20));
            var whole = doubled.compareTo(Backoff.LONGEST) < 0 ? doubled : Backoff.LONGEST;
            assertThat(backoff.after(tries, null)).isBetween(whole.dividedBy(2), whole);
        }
        assertThat(backoff.after(1, Duration.ofSeconds(7))).isEqualTo(Duration.ofSeconds(7));
        assertThat(backoff.after(1, Duration.ofDays(7))).isEqualTo(Backoff.LONGEST_WISH);
    }

    private Courier courier() {
        return new Courier(
                outbox, controller, new Backoff(new SplittableRandom(1)), new SteadyClock(Clock.systemUTC()));
    }

    private void put(String id) throws IOException {
        outbox.put(id, id.getBytes(UTF_8));
        courier.wake();
    }

    private String sent() throws InterruptedException {
        var id = controller.sent.poll(10, TimeUnit.SECONDS);
        assertThat(id).as("something sent within 10 s").isNotNull();
        return String.valueOf(id);
    }

    /** Takes everything that it wasn't told to answer otherwise. */
    private static final class StandIn implements Recipient {

        private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();
        private final Map<String, Deque<Delivery>> answers = new ConcurrentHashMap<>();
        private volatile @Nullable RuntimeException fault;

        void answers(String id, Delivery... deliveries) {
            answers.computeIfAbsent(id, _ -> new ArrayDeque<>()).addAll(List.of(deliveries));
        }

        @Override
        public Delivery send(String id, byte[] document) {
            sent.add(id);
            var failing = fault;
            if (failing != null) {
                fault = null;
                throw failing;
            }
            var next = answers.getOrDefault(id, new ArrayDeque<>()).poll();
            return next == null ? new Delivery.Taken() : next;
        }

        @Override
        public Delivery greet() {
            return new Delivery.Taken();
        }

        @Override
        public void close() {}
    }
}
