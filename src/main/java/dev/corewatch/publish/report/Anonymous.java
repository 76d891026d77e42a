package dev.corewatch.publish.report;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A report that says nothing of whose HAProxy it was: URI and the configuration's names are left out, paths are cut to what upstream
 * knows, and free words (advice, notes) are dropped because anything may stand in them.
 */
final class Anonymous {

    private static final Pattern PATH = Pattern.compile("/[^\\s,;:)]*/");

    private Anonymous() {}

    static Report of(Report report) {
        return new Report(
                report.schema(),
                report.kind(),
                report.deliberate(),
                report.signal(),
                core(report.core()),
                stack(report.stack()),
                report.haproxy(),
                request(report.request()),
                report.signature(),
                report.knownFixes(),
                List.of(),
                report.debugger(),
                List.of(),
                report.threads().stream().map(Anonymous::thread).toList(),
                report.modules().stream().map(Anonymous::module).toList());
    }

    private static @Nullable CoreFacts core(@Nullable CoreFacts core) {
        return core == null
                ? null
                : new CoreFacts(core.bytes(), core.complete(), core.missingBytes(), core.thin(), null);
    }

    private static @Nullable RequestContext request(@Nullable RequestContext request) {
        return request == null
                ? null
                : new RequestContext(
                        request.method(),
                        null,
                        request.status(),
                        null,
                        null,
                        null,
                        request.algorithm(),
                        request.direction(),
                        null);
    }

    private static Stack stack(Stack stack) {
        var reasons = stack.reasons().stream()
                .map(reason -> PATH.matcher(reason).replaceAll(""))
                .toList();
        return new Stack(stack.trust(), reasons, stack.thread(), frames(stack.frames()));
    }

    private static ThreadStack thread(ThreadStack thread) {
        return new ThreadStack(thread.id(), thread.crashed(), thread.ended(), null, frames(thread.frames()));
    }

    private static List<Frame> frames(List<Frame> frames) {
        return frames.stream().map(Anonymous::frame).toList();
    }

    private static Frame frame(Frame frame) {
        return new Frame(
                frame.index(),
                frame.function(),
                frame.file() == null ? null : ShortPath.source(frame.file()),
                frame.line(),
                frame.module() == null ? null : ShortPath.module(frame.module()),
                frame.offset(),
                frame.inlined(),
                frame.signalHandler());
    }

    private static Module module(Module module) {
        return new Module(
                ShortPath.module(module.path()),
                module.buildId(),
                module.base(),
                module.end(),
                module.match(),
                module.debugInfo());
    }
}
