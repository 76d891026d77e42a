package dev.corewatch.publish.report;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Stack;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One sentence: what died, where, on which request. "SIGSEGV in memcpy <- libz.so.1 <- deflate_flush_or_finish
 * (src/compression.c:612), POST to backend thing_two, gzip". Never holds the URI; at most {@link #BOUND} characters.
 */
public final class Headline {

    static final int BOUND = 400;

    private Headline() {}

    public static String of(Report raw) {
        var report = PrintableReport.of(raw);
        var parts = new ArrayList<String>();
        parts.add(death(report));
        if (report.request() != null) {
            parts.addAll(request(report.request()));
        }
        return Printable.name(String.join(", ", parts), BOUND);
    }

    /** "SIGABRT (watchdog) in process_stream (src/stream.c:1973)". */
    private static String death(Report report) {
        var where = CrashPath.of(report.stack().frames());
        return what(report) + (where.isEmpty() ? withoutStack(report) : preposition(report) + where);
    }

    private static String what(Report report) {
        var remarks = new ArrayList<String>();
        if (!Words.kindInHeadline(report.kind()).isEmpty()) {
            remarks.add(Words.kindInHeadline(report.kind()));
        }
        if (report.deliberate()) {
            remarks.add("on purpose");
        }
        var name = report.signal() == null ? "Crash" : report.signal().name();
        return remarks.isEmpty() ? name : name + " (" + String.join(", ", remarks) + ")";
    }

    private static String preposition(Report report) {
        return report.kind() == CrashKind.NULL_CALL ? " from " : " in ";
    }

    private static String withoutStack(Report report) {
        return report.stack().trust() == Stack.Trust.NONE ? ", no stack" : "";
    }

    private static List<String> request(RequestContext request) {
        var parts = new ArrayList<String>();
        var target = target(request);
        if (request.method() != null || target != null) {
            parts.add(joined(request.method(), target));
        }
        if (request.algorithm() != null) {
            parts.add(request.algorithm());
        }
        return parts;
    }

    private static @Nullable String target(RequestContext request) {
        if (request.backend() != null) {
            return "to backend " + request.backend();
        }
        return request.frontend() == null ? null : "on frontend " + request.frontend();
    }

    private static String joined(@Nullable String method, @Nullable String target) {
        if (method == null || target == null) {
            return method == null ? String.valueOf(target) : method;
        }
        return method + " " + target;
    }
}
