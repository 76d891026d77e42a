package dev.corewatch.publish.report;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signature;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a report knows besides the stack, in the order in which people ask; what is absent is not mentioned. */
final class Facts {

    private Facts() {}

    static List<Fact> of(Report report) {
        return Stream.of(
                        new Fact("Death", death(report)),
                        new Fact("Request", request(report.request())),
                        new Fact("Process", process(report.haproxy())),
                        new Fact("Signature", signature(report.signature())),
                        new Fact("Core", core(report)))
                .filter(fact -> !fact.lines().isEmpty())
                .toList();
    }

    private static List<String> death(Report report) {
        var lines = new ArrayList<String>();
        var kind = Words.kind(report.kind());
        var signal = report.signal() == null ? "" : Words.signal(report.signal());
        var both = kind.isEmpty() || signal.isEmpty() ? kind + signal : kind + " (" + signal + ")";
        if (!both.isEmpty()) {
            lines.add(both);
        }
        if (report.deliberate()) {
            lines.add("made on purpose, by HAProxy's debug command: not a bug");
        }
        return lines;
    }

    private static List<String> request(@Nullable RequestContext request) {
        if (request == null) {
            return List.of();
        }
        return lines(line(request), way(request), compression(request));
    }

    private static @Nullable String line(RequestContext request) {
        var parts = joined(" ", request.method(), request.uri());
        if (request.status() == null) {
            return parts;
        }
        return joined(", ", parts, Columns.glued("answered " + request.status()));
    }

    private static @Nullable String way(RequestContext request) {
        return joined(
                ", ",
                named("frontend ", request.frontend()),
                named("backend ", request.backend()),
                named("server ", request.server()));
    }

    private static @Nullable String compression(RequestContext request) {
        if (request.algorithm() == null) {
            return null;
        }
        var side = request.direction() == null ? "" : " of the " + request.direction();
        return request.algorithm() + " compression" + side;
    }

    private static List<String> process(@Nullable HaproxyFacts haproxy) {
        if (haproxy == null) {
            return List.of();
        }
        var threads = haproxy.threads() == null ? null : Columns.glued(Amount.count(haproxy.threads(), "thread"));
        var uptime = haproxy.uptimeSeconds() == null
                ? null
                : Columns.glued("up " + Amount.duration(Duration.ofSeconds(haproxy.uptimeSeconds())));
        return lines(joined(
                ", ",
                named("HAProxy ", haproxy.version()),
                compressor(haproxy.compression()),
                threads,
                uptime,
                named("tainted ", haproxy.tainted())));
    }

    private static @Nullable String compressor(@Nullable String compression) {
        return "none".equals(compression) ? "built without compression" : compression;
    }

    private static List<String> signature(@Nullable Signature signature) {
        return signature == null ? List.of() : lines(signature.id(), signature.title());
    }

    private static List<String> core(Report report) {
        var core = report.core();
        var reader = report.debugger().equals("none") ? null : Columns.glued("read by " + report.debugger());
        if (core == null) {
            return lines(reader);
        }
        var thin = core.thin() ? "thin (memory was left out on purpose)" : null;
        return lines(joined(", ", Columns.glued(Amount.bytes(core.bytes())), whole(core), thin, reader), core.reason());
    }

    private static String whole(CoreFacts core) {
        if (core.complete()) {
            return "complete";
        }
        return core.missingBytes() > 0 ? "cut (" + Amount.bytes(core.missingBytes()) + " are missing)" : "cut";
    }

    private static @Nullable String named(String prefix, @Nullable String value) {
        return value == null ? null : Columns.glued(prefix + value);
    }

    private static @Nullable String joined(String separator, @Nullable String... parts) {
        var known = lines(parts);
        return known.isEmpty() ? null : String.join(separator, known);
    }

    private static List<String> lines(@Nullable String... lines) {
        return Stream.of(lines).filter(Objects::nonNull).map(String::valueOf).toList();
    }
}
