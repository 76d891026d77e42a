package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.crash.Report;
import dev.corewatch.pipeline.CaseFile;
import dev.corewatch.publish.report.ReportFormat;
import dev.corewatch.publish.report.TextReport;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Option(names = "--exe", paramLabel = "FILE", description = "The program that crashed.")
    private @Nullable Path executable;

    @Option(
            names = "--sysroot",
            paramLabel = "DIR",
            description = "The root file system that the process saw; this machine's own files don't count then.")
    private @Nullable Path sysroot;

    @Mixin
    private DebugDirectories debugDirectories = new DebugDirectories();

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
        exists(executable);
        exists(sysroot);
        exists(log);
        exists(kernelLog);
        debugDirectories.all().forEach(AnalyzeCommand::exists);
    }

    private static void exists(@Nullable Path file) {
        if (file != null && !Files.exists(file)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no such file: " + file);
        }
    }

    private Report report() throws IOException, InterruptedException {
        var words = CaseFile.of(log, kernelLog);
        return core == null ? ofWords(words) : ofCore(core, words);
    }

    private static Report ofWords(CaseFile words) {
        if (words.isSilent()) {
            throw new CommandFailure(
                    ExitCode.NO_INPUT,
                    "these logs tell of no death of HAProxy: give the part around the crash, or the core");
        }
        var death = words.withoutCore();
        return reports().build(death.analysis(), null, death.assertion());
    }

    private Report ofCore(Path file, CaseFile words) throws IOException, InterruptedException {
        if (Debuggers.isMissing()) {
            throw new CommandFailure(
                    ExitCode.UNAVAILABLE, "neither gdb nor eu-stack is installed: apt-get install gdb elfutils");
        }
        var reports =
                CompletableFuture.supplyAsync(AnalyzeCommand::reports); // the list of fixes is read while gdb works
        try (var input = CoreInput.of(file);
                var fetched = FetchedFiles.of(System.getenv(FetchedFiles.VARIABLE));
                var opened = SafeOpen.regularFile(input.path())) {
            var image = CoreReader.read(opened.channel());
            var death = words.withCore(analyst(fetched).analyze(input.path(), image), image.ids());
            return reports.join().build(death.analysis(), image.facts(), death.assertion());
        } catch (NotACoreException e) {
            throw new CommandFailure(ExitCode.NOT_A_CORE, "%s is not a core: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static ReportBuilder reports() {
        return ReportBuilder.standard(new Redactor(List.of()));
    }

    private Analyst analyst(FetchedFiles fetched) {
        var standard = Debugging.DEFAULT;
        var debugging = new Debugging(standard.timeout(), standard.memoryBytes(), debugDirectories.all());
        var places = new LookupPlaces(executable, null, sysroot, sysroot == null, debugDirectories.all());
        return new Analyst(Debuggers.with(debugging), places, fetched.further());
    }

    private String render(Report report) {
        var look = Terminal.look();
        return format == ReportFormat.TEXT
                ? new TextReport(look, allThreads).render(report)
                : format.render(report, look);
    }
}
