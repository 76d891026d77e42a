package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.HaproxyFacts;
import dev.corewatch.crash.RequestContext;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Stack;
import dev.corewatch.crash.ThreadStack;
import dev.corewatch.fuzz.FuzzTarget;
import dev.corewatch.fuzz.Noise;
import dev.corewatch.fuzz.TextNoise;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.Look;
import dev.corewatch.publish.report.ReportFormat;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Any answer of a debugger, all the way to the reports: redacted, signed, matched with fixes, advised on, rendered. */
public final class ReportFuzz implements FuzzTarget {

    private final ReportBuilder reports = ReportBuilder.standard(new Redactor(List.of()));
    private final TextNoise words = new TextNoise(List.of(
            "memcpy",
            "__memcpy_avx_unaligned",
            "deflate_flush_or_finish",
            "h2_process_demux.isra.0",
            "main",
            "src/compression.c",
            "/usr/lib/libz.so.1.2.13",
            "/usr/sbin/haproxy",
            "0x1fc0ab",
            "2.6.12-1+deb12u1",
            "zlib",
            "/webhook/3fa85f64?k=v&token=abc",
            "thing_two",
            "<b>&amp;</b>",
            "[x](javascript:1)",
            "frame 0 local s",
            "gdb was stopped after 60 s",
            "Authorization: Bearer abc.def.ghi",
            "operator<<(std::ostream&, char)"));
    private @Nullable Analysis last;

    @Override
    public void run(Noise noise) throws Exception {
        var analysis = analysis(noise);
        last = analysis;
        var report = reports.build(analysis, facts(noise));
        for (var format : ReportFormat.values()) {
            check(format, format.render(report, Look.PLAIN));
        }
    }

    private static void check(ReportFormat format, String text) throws Exception {
        if (format == ReportFormat.JSON) {
            Json.mapper().readTree(text);
        } else if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n')) {
            throw new AssertionError("a report in " + format + " drives terminals");
        }
    }

    private Analysis analysis(Noise noise) {
        var frames = frames(noise);
        var thread = new ThreadStack(
                (int) noise.number(),
                noise.oneIn(2),
                noise.of(List.of(ThreadStack.Ended.values())),
                maybe(noise),
                frames);
        return new Analysis(
                "gdb",
                List.of(words.line(noise)),
                noise.of(List.of(CrashKind.values())),
                noise.oneIn(4),
                noise.oneIn(4) ? null : new Signal("SIGSEGV", (int) noise.number(), (int) noise.number(), maybe(noise)),
                new Stack(noise.of(List.of(Stack.Trust.values())), List.of(words.line(noise)), 7, frames),
                List.of(thread),
                List.of(),
                new HaproxyFacts(maybe(noise), maybe(noise), number(noise), noise.number(), maybe(noise)),
                request(noise));
    }

    private RequestContext request(Noise noise) {
        return new RequestContext(
                maybe(noise),
                maybe(noise),
                number(noise),
                maybe(noise),
                maybe(noise),
                maybe(noise),
                maybe(noise),
                maybe(noise),
                words.line(noise));
    }

    private List<Frame> frames(Noise noise) {
        var frames = new ArrayList<Frame>();
        int count = noise.below(noise.oneIn(50) ? 200 : 8);
        for (int i = 0; i < count; i++) {
            frames.add(new Frame(
                    noise.oneIn(9) ? (int) noise.number() : i,
                    maybe(noise),
                    maybe(noise),
                    number(noise),
                    maybe(noise),
                    maybe(noise),
                    noise.oneIn(5),
                    noise.oneIn(9)));
        }
        return frames;
    }

    private static CoreFacts facts(Noise noise) {
        return new CoreFacts(noise.number(), noise.oneIn(2), noise.number(), noise.oneIn(2), null);
    }

    private @Nullable String maybe(Noise noise) {
        return noise.oneIn(4) ? null : words.line(noise);
    }

    private static @Nullable Integer number(Noise noise) {
        return noise.oneIn(4) ? null : (int) noise.number();
    }

    @Override
    public byte[] lastInput() {
        return String.valueOf(last).getBytes(UTF_8);
    }
}
