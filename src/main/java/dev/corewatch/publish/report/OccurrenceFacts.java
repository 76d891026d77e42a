package dev.corewatch.publish.report;

import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Workload;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who died and when, as far as it is known. */
final class OccurrenceFacts {

    private OccurrenceFacts() {}

    static List<Fact> of(Occurrence occurrence, Instant now) {
        return Stream.of(
                        new Fact("Id", List.of(safe(occurrence.id()))),
                        new Fact("Died", died(occurrence.identity(), now)),
                        new Fact("Captured", List.of(when(occurrence.captured(), now))),
                        new Fact("Workload", workload(occurrence.workload())),
                        new Fact("Container", known(container(occurrence))),
                        new Fact("Process", known(process(occurrence.identity()))))
                .filter(fact -> !fact.lines().isEmpty())
                .toList();
    }

    /** "shop/edge". */
    static String name(Workload workload) {
        return safe(workload.namespace()) + "/" + safe(workload.name());
    }

    private static List<String> died(Identity identity, Instant now) {
        return identity.timeOfDeath() == null ? List.of() : List.of(when(identity.timeOfDeath(), now));
    }

    private static String when(Instant then, Instant now) {
        return Amount.time(then) + ", " + Amount.ago(then, now);
    }

    private static List<String> workload(Workload workload) {
        return known(name(workload), labelled("Pod ", workload.pod()), labelled("node ", workload.node()));
    }

    private static @Nullable String container(Occurrence occurrence) {
        var workload = occurrence.workload();
        return joined(
                safe(workload.container()),
                labelled("image ", workload.image()),
                labelled("id ", shortened(occurrence.identity().containerId())));
    }

    /** Twelve digits, as container runtimes show it. */
    private static @Nullable String shortened(@Nullable String containerId) {
        return containerId == null ? null : containerId.substring(0, Math.min(12, containerId.length()));
    }

    private static @Nullable String process(Identity identity) {
        return joined(
                identity.pid() == null ? null : "pid " + identity.pid(),
                identity.hostPid() == null ? null : "pid on the host " + identity.hostPid());
    }

    private static @Nullable String labelled(String label, @Nullable String value) {
        return value == null ? null : label + safe(value);
    }

    private static @Nullable String joined(@Nullable String... parts) {
        var known = known(parts);
        return known.isEmpty() ? null : String.join(", ", known);
    }

    private static List<String> known(@Nullable String... lines) {
        return Stream.of(lines)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .filter(line -> !line.isBlank())
                .toList();
    }

    private static String safe(String raw) {
        return Printable.name(raw, Printable.PATH);
    }
}
