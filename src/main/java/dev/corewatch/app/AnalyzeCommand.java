package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Testimony.Place;
import dev.corewatch.json.Json;
import dev.corewatch.pipeline.CaseFile;
import dev.corewatch.publish.report.ReportFormat;
import dev.corewatch.publish.report.TextReport;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch analyze CORE}: the report of one core, without a spool and without a server. */
@Command(
        name = "analyze",
        description = "Say what killed HAProxy, from a core (it may be compressed by zstd).",
        mixinStandardHelpOptions = true)
final class AnalyzeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "CORE", arity = "0..1", description = "The core.")
    private @Nullable Path core;

    @Mixin
    private ProgramFiles files = new ProgramFiles();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Option(names = "--log", paramLabel = "FILE", description = "HAProxy's own log of that time.")
    private @Nullable Path log;

    @Option(names = "--kernel-log", paramLabel = "FILE", description = "The kernel's log of that time.")
    private @Nullable Path kernelLog;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text, json, markdown or html.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(names = "--all-threads", description = "With text: every thread's stack, every frame.")
    private boolean allThreads;

    @Override
    public Integer call() throws IOException, InterruptedException {
        checkArguments();
        var out = spec.commandLine().getOut();
        out.print(render(report()));
        out.flush();
        return ExitCode.OK;
    }

    private void checkArguments() {
        if (core == null && log == null && kernelLog == null) {
            throw new ParameterException(
                    spec.commandLine(), "Nothing to analyze: name a CORE, or HAProxy's --log, or a --kernel-log");
        }
        files.check();
        Input.exists(log);
        Input.exists(kernelLog);
    }

    private Report report() throws IOException, InterruptedException {
        var words = CaseFile.of(log, kernelLog);
        return core == null ? ofWords(words) : ofCore(core, words);
    }

    private Report ofWords(CaseFile words) throws IOException, InterruptedException {
        if (words.isSilent()) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    "these logs tell of no death of HAProxy: give the part around the crash, or the core");
        }
        var death = words.withoutCore();
        var place = death.place();
        return ReportBuilder.standard(redact.redactor())
                .build(place == null ? death.analysis() : named(death.analysis(), place), null, death.assertion());
    }

    /** The one frame that the kernel's line told of, by its function. */
    private Analysis named(Analysis analysis, Place place) throws IOException, InterruptedException {
        if (!files.areNamed()) {
            return analysis;
        }
        var named = Debuggers.symbols(files).of(place);
        return named.frames().isEmpty()
                ? analysis.noting(named.remarks())
                : analysis.with(analysis.stack().named(named.frames(), named.remarks()));
    }

    private Report ofCore(Path file, CaseFile words) throws IOException, InterruptedException {
        if (Debuggers.isMissing()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE, "neither gdb nor eu-stack is installed: apt-get install gdb elfutils");
        }
        var redactor = redact.redactor();
        try (var input = CoreInput.of(file);
                var fetched = FetchedFiles.of(System.getenv(FetchedFiles.VARIABLE))) {
            var analyst = analyst(fetched);
            var reports = CompletableFuture.supplyAsync(() -> aside(analyst, input.path(), redactor));
            return ofCore(input.path(), words, analyst, reports);
        } catch (NotACoreException e) {
            throw new CommandFailure(ExitCode.NOT_A_CORE, "%s is not a core: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Report ofCore(Path core, CaseFile words, Analyst analyst, CompletableFuture<ReportBuilder> reports)
            throws IOException, InterruptedException, NotACoreException {
        try (var opened = SafeOpen.regularFile(core)) {
            var image = CoreReader.read(opened.channel());
            var death = words.withCore(analyst.analyze(core, image), image.ids());
            return reports.join().build(death.analysis(), image.facts(), death.assertion());
        }
    }

    /** What doesn't need the core's content: the sandbox is tried while the core's files are looked up, the rest made while gdb works. */
    private static ReportBuilder aside(Analyst analyst, Path core, Redactor redactor) {
        analyst.prepare(core);
        Json.prepare();
        return ReportBuilder.standard(redactor);
    }

    private Analyst analyst(FetchedFiles fetched) {
        return new Analyst(Debuggers.with(files.debugging()), files.places(), fetched.further());
    }

    private String render(Report report) {
        var look = Terminal.look();
        return format == ReportFormat.TEXT
                ? new TextReport(look, allThreads).render(report)
                : format.render(report, look);
    }
}
