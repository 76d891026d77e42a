package dev.corewatch.publish.report;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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

    /** A group that was seen first that long before its sample. */
    static Group group(String name, long count, Duration age) {
        var occurrence = occurrence(name);
        var signature = Objects.requireNonNull(report(name).signature());
        var seen = occurrence.captured();
        return new Group(
                signature, occurrence.workload(), count, seen.minus(age), seen, List.of(occurrence.id()), false, null);
    }

    static Report report(String name) {
        return Objects.requireNonNull(occurrence(name).report());
    }
}
