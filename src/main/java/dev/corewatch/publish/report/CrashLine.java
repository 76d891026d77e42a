package dev.corewatch.publish.report;

import dev.corewatch.crash.Gap;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The one line that a crash leaves in the log.
 *
 * @param sentence for people; no line breaks, never the URI
 * @param fields the same for machines, in a fixed order; what is unknown is absent
 */
public record CrashLine(String sentence, Map<String, Object> fields) {

    public CrashLine {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    public static CrashLine of(Occurrence occurrence) {
        return new CrashLine(sentence(occurrence), fieldsOf(occurrence));
    }

    private static String sentence(Occurrence occurrence) {
        var parts = new ArrayList<String>();
        var event = occurrence.isUpdate() ? " crashed, now with more known: " : " crashed: ";
        parts.add(OccurrenceFacts.name(occurrence.workload()) + event + headline(occurrence));
        if (occurrence.report() != null) {
            parts.add("stack " + Words.trust(occurrence.report().stack().trust()));
        }
        parts.add(core(occurrence));
        parts.add("read it with: corewatch show " + safe(occurrence.id()));
        return String.join("; ", parts);
    }

    private static String headline(Occurrence occurrence) {
        return occurrence.report() == null ? "not analysed yet" : Headline.of(occurrence.report());
    }

    private static String core(Occurrence occurrence) {
        var core = occurrence.core();
        if (core == null) {
            return "no core";
        }
        return "core " + Amount.bytes(core.bytes()) + (core.complete() ? "" : ", cut");
    }

    private static Map<String, Object> fieldsOf(Occurrence occurrence) {
        var fields = new LinkedHashMap<String, Object>();
        var workload = occurrence.workload();
        put(fields, "occurrence", occurrence.id());
        put(fields, "namespace", workload.namespace());
        put(fields, "workload", workload.name());
        put(fields, "container", workload.container());
        put(fields, "pod", workload.pod());
        put(fields, "node", workload.node());
        if (occurrence.report() != null) {
            report(fields, PrintableReport.of(occurrence.report()));
        }
        if (occurrence.core() != null) {
            fields.put("coreBytes", occurrence.core().bytes());
            fields.put("coreComplete", occurrence.core().complete());
        }
        fields.put(
                "gaps",
                occurrence.gaps().stream()
                        .map(Gap::missing)
                        .map(CrashLine::safe)
                        .toList());
        return fields;
    }

    private static void report(Map<String, Object> fields, Report report) {
        put(fields, "kind", report.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        put(fields, "signal", report.signal() == null ? null : report.signal().name());
        put(
                fields,
                "signature",
                report.signature() == null ? null : report.signature().id());
        put(fields, "trust", Words.trust(report.stack().trust()));
        put(
                fields,
                "version",
                report.haproxy() == null ? null : report.haproxy().version());
        if (report.request() != null) {
            request(fields, report.request());
        }
        fields.put("knownFixes", applying(report));
    }

    private static void request(Map<String, Object> fields, RequestContext request) {
        put(fields, "method", request.method());
        put(fields, "frontend", request.frontend());
        put(fields, "backend", request.backend());
        put(fields, "algorithm", request.algorithm());
    }

    private static List<String> applying(Report report) {
        return report.knownFixes().stream()
                .filter(fix -> fix.applies() == KnownFix.Applies.YES)
                .map(KnownFix::id)
                .toList();
    }

    private static void put(Map<String, Object> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, safe(value));
        }
    }

    private static String safe(String raw) {
        return Printable.name(raw, Printable.NAME);
    }
}
