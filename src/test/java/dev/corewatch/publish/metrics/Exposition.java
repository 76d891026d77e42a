package dev.corewatch.publish.metrics;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.util.List;

/** What Prometheus would read. The registry is the one that Quarkus brings; Micrometer calls it deprecated. */
@SuppressWarnings("deprecation")
final class Exposition {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    MeterRegistry registry() {
        return registry;
    }

    String text() {
        return registry.scrape().replace(",}", "}");
    }

    List<String> lines() {
        return text().lines().filter(line -> !line.startsWith("#")).toList();
    }
}
