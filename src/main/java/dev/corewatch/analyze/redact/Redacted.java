package dev.corewatch.analyze.redact;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An analysis with every text in it redacted that comes from outside: the request, notes, the debugger's words. */
public final class Redacted {

    private Redacted() {}

    public static Analysis of(Analysis raw, Redactor redactor) {
        return new Analysis(
                raw.debugger(),
                texts(raw.notes(), redactor),
                raw.kind(),
                raw.deliberate(),
                raw.signal(),
                stack(raw.stack(), redactor),
                raw.threads().stream().map(thread -> thread(thread, redactor)).toList(),
                raw.modules(),
                raw.haproxy(),
                request(raw.request(), redactor));
    }

    private static Stack stack(Stack raw, Redactor redactor) {
        return new Stack(raw.trust(), texts(raw.reasons(), redactor), raw.thread(), raw.frames());
    }

    private static ThreadStack thread(ThreadStack raw, Redactor redactor) {
        var note = raw.note() == null ? null : redactor.text(raw.note());
        return new ThreadStack(raw.id(), raw.crashed(), raw.ended(), note, raw.frames());
    }

    /** The names of proxies and servers are the operator's own; the method is the client's. */
    private static @Nullable RequestContext request(@Nullable RequestContext raw, Redactor redactor) {
        if (raw == null) {
            return null;
        }
        return new RequestContext(
                raw.method() == null ? null : redactor.uri(raw.method()),
                redactor.uri(raw.uri()),
                raw.status(),
                raw.frontend(),
                raw.backend(),
                raw.server(),
                raw.algorithm(),
                raw.direction(),
                raw.how() == null ? null : redactor.text(raw.how()));
    }

    private static List<String> texts(List<String> raw, Redactor redactor) {
        return raw.stream().map(redactor::text).toList();
    }
}
