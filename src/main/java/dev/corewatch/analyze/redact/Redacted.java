package dev.corewatch.analyze.redact;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An analysis with every text in it redacted that comes from outside. The request, notes and the debugger's words may be a client's;
 * names of proxies, modules and source files are the operator's, so only the operator's patterns touch them; names of functions stay.
 */
public final class Redacted {

    /** How a note begins that quotes a line. */
    public static final String QUOTE = "HAProxy's log: ";

    /** The kernel's lines have addresses, and nothing of a client's. */
    static final String KERNEL_QUOTE = "the kernel's log: ";

    private Redacted() {}

    public static Analysis of(Analysis raw, Redactor redactor) {
        return new Analysis(
                raw.debugger(),
                notes(raw.notes(), redactor),
                raw.kind(),
                raw.deliberate(),
                raw.signal(),
                stack(raw.stack(), redactor),
                threads(raw.threads(), redactor),
                modules(raw.modules(), redactor),
                haproxy(raw.haproxy(), redactor),
                request(raw.request(), redactor));
    }

    /** HAProxy's words, which its log had. */
    public static @Nullable Assertion of(@Nullable Assertion raw, Redactor redactor) {
        return raw == null
                ? null
                : new Assertion(redactor.text(raw.condition()), redactor.text(raw.file()), raw.line());
    }

    static List<String> notes(List<String> raw, Redactor redactor) {
        return raw.stream().map(note -> note(note, redactor)).toList();
    }

    private static String note(String raw, Redactor redactor) {
        if (raw.startsWith(QUOTE)) {
            return QUOTE + redactor.quoted(raw.substring(QUOTE.length()));
        }
        return raw.startsWith(KERNEL_QUOTE) ? redactor.own(raw) : redactor.text(raw);
    }

    static Stack stack(Stack raw, Redactor redactor) {
        var reasons = raw.reasons().stream().map(redactor::text).toList();
        return new Stack(raw.trust(), reasons, raw.thread(), frames(raw.frames(), redactor));
    }

    static List<ThreadStack> threads(List<ThreadStack> raw, Redactor redactor) {
        return raw.stream().map(thread -> thread(thread, redactor)).toList();
    }

    private static ThreadStack thread(ThreadStack raw, Redactor redactor) {
        var note = raw.note() == null ? null : redactor.text(raw.note());
        return new ThreadStack(raw.id(), raw.crashed(), raw.ended(), note, frames(raw.frames(), redactor));
    }

    private static List<Frame> frames(List<Frame> raw, Redactor redactor) {
        return raw.stream().map(frame -> frame(frame, redactor)).toList();
    }

    private static Frame frame(Frame raw, Redactor redactor) {
        return new Frame(
                raw.index(),
                raw.function(),
                own(raw.file(), redactor),
                raw.line(),
                own(raw.module(), redactor),
                raw.offset(),
                raw.inlined(),
                raw.signalHandler());
    }

    static List<Module> modules(List<Module> raw, Redactor redactor) {
        return raw.stream()
                .map(m -> new Module(redactor.own(m.path()), m.buildId(), m.base(), m.end(), m.match(), m.debugInfo()))
                .toList();
    }

    static @Nullable HaproxyFacts haproxy(@Nullable HaproxyFacts raw, Redactor redactor) {
        return raw == null
                ? null
                : new HaproxyFacts(
                        own(raw.version(), redactor),
                        raw.compression(),
                        raw.threads(),
                        raw.uptimeSeconds(),
                        raw.tainted());
    }

    /** The method is the client's. */
    static @Nullable RequestContext request(@Nullable RequestContext raw, Redactor redactor) {
        return raw == null
                ? null
                : new RequestContext(
                        redactor.uri(raw.method()),
                        redactor.uri(raw.uri()),
                        raw.status(),
                        own(raw.frontend(), redactor),
                        own(raw.backend(), redactor),
                        own(raw.server(), redactor),
                        raw.algorithm(),
                        raw.direction(),
                        raw.how() == null ? null : redactor.text(raw.how()));
    }

    private static @Nullable String own(@Nullable String raw, Redactor redactor) {
        return raw == null ? null : redactor.own(raw);
    }
}
