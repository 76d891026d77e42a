package dev.corewatch.publish.report;

import static dev.corewatch.publish.report.Printable.NAME;
import static dev.corewatch.publish.report.Printable.PATH;
import static dev.corewatch.publish.report.Printable.name;
import static dev.corewatch.publish.report.Printable.nameOrNull;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.KnownFix;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Signature;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A report in which every string is {@link Printable} and every list bounded. Each renderer begins with it, so that none can forget
 * a field; escaping for Markdown or HTML comes on top.
 */
public final class PrintableReport {

    private static final int FRAMES = 512;
    private static final int THREADS = 1024;
    private static final int MODULES = 512;
    private static final int SENTENCES = 50;

    private PrintableReport() {}

    /** With bounded lists of harmless strings. */
    public static Report of(Report raw) {
        return new Report(
                raw.schema(),
                raw.kind(),
                raw.deliberate(),
                signal(raw.signal()),
                core(raw.core()),
                stack(raw.stack()),
                haproxy(raw.haproxy()),
                request(raw.request()),
                signature(raw.signature()),
                each(raw.knownFixes(), SENTENCES, PrintableReport::fix),
                sentences(raw.advice()),
                name(raw.debugger(), NAME),
                sentences(raw.notes()),
                each(raw.threads(), THREADS, PrintableReport::thread),
                each(raw.modules(), MODULES, PrintableReport::module));
    }

    private static @Nullable Signal signal(@Nullable Signal raw) {
        return raw == null
                ? null
                : new Signal(name(raw.name(), NAME), raw.number(), raw.code(), nameOrNull(raw.address(), NAME));
    }

    private static @Nullable CoreFacts core(@Nullable CoreFacts raw) {
        if (raw == null) {
            return null;
        }
        var reason = raw.reason() == null ? null : Printable.sentence(raw.reason());
        return new CoreFacts(raw.bytes(), raw.complete(), raw.missingBytes(), raw.thin(), reason);
    }

    private static Stack stack(Stack raw) {
        return new Stack(raw.trust(), sentences(raw.reasons()), raw.thread(), frames(raw.frames()));
    }

    private static @Nullable HaproxyFacts haproxy(@Nullable HaproxyFacts raw) {
        return raw == null
                ? null
                : new HaproxyFacts(
                        nameOrNull(raw.version(), NAME),
                        nameOrNull(raw.compression(), NAME),
                        raw.threads(),
                        raw.uptimeSeconds(),
                        nameOrNull(raw.tainted(), NAME));
    }

    private static @Nullable RequestContext request(@Nullable RequestContext raw) {
        return raw == null
                ? null
                : new RequestContext(
                        nameOrNull(raw.method(), NAME),
                        nameOrNull(raw.uri(), PATH),
                        raw.status(),
                        nameOrNull(raw.frontend(), NAME),
                        nameOrNull(raw.backend(), NAME),
                        nameOrNull(raw.server(), NAME),
                        nameOrNull(raw.algorithm(), NAME),
                        nameOrNull(raw.direction(), NAME),
                        nameOrNull(raw.how(), NAME));
    }

    static @Nullable Signature signature(@Nullable Signature raw) {
        return raw == null
                ? null
                : new Signature(
                        raw.version(),
                        name(raw.id(), NAME),
                        Printable.sentence(raw.title()),
                        each(raw.frames(), FRAMES, frame -> name(frame, NAME)));
    }

    private static KnownFix fix(KnownFix raw) {
        return new KnownFix(
                name(raw.id(), NAME), Printable.sentence(raw.title()), nameOrNull(raw.fixedIn(), NAME), raw.applies());
    }

    private static ThreadStack thread(ThreadStack raw) {
        var note = raw.note() == null ? null : Printable.sentence(raw.note());
        return new ThreadStack(raw.id(), raw.crashed(), raw.ended(), note, frames(raw.frames()));
    }

    private static Module module(Module raw) {
        return new Module(
                name(raw.path(), PATH),
                nameOrNull(raw.buildId(), NAME),
                name(raw.base(), NAME),
                name(raw.end(), NAME),
                raw.match(),
                raw.debugInfo());
    }

    private static List<Frame> frames(List<Frame> raw) {
        return each(raw, FRAMES, PrintableReport::frame);
    }

    private static Frame frame(Frame raw) {
        return new Frame(
                raw.index(),
                nameOrNull(raw.function(), NAME),
                nameOrNull(raw.file(), PATH),
                raw.line(),
                nameOrNull(raw.module(), PATH),
                nameOrNull(raw.offset(), NAME),
                raw.inlined(),
                raw.signalHandler());
    }

    private static List<String> sentences(List<String> raw) {
        return each(raw, SENTENCES, Printable::sentence);
    }

    private static <T> List<T> each(List<T> raw, int bound, UnaryOperator<T> safe) {
        return raw.stream().limit(bound).map(safe).toList();
    }
}
