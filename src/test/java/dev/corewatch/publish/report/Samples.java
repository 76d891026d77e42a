package dev.corewatch.publish.report;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Objects;

/** The committed sample occurrences of src/test/resources/publish. */
final class Samples {

    static final Instant NOW = Instant.parse("2026-11-23T14:24:30Z");

    private Samples() {}

    static Occurrence occurrence(String name) {
        try (var in = Samples.class.getResourceAsStream("/publish/" + name + ".json")) {
            return Json.mapper().readValue(in, Occurrence.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Report report(String name) {
        return Objects.requireNonNull(occurrence(name).report());
    }
}
