package dev.corewatch.app;

import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.HistoryReport;
import dev.corewatch.publish.report.ReportFormat;
import dev.corewatch.publish.report.TextReport;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch show ID}: the report of one crash, with who it was and what is missing; or what a cluster remembers of its group. */
@Command(
        name = "show",
        description = "Show the report of one crash, or what a cluster knows of its group.",
        mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Parameters(
            paramLabel = "ID",
            description =
                    "An occurrence's or a signature's id, or how it begins; in a cluster also a HAProxyCrash's name.")
    private String id = "";

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text, json (the whole occurrence), markdown or html.")
    private ReportFormat format = ReportFormat.TEXT;

    @Option(names = "--all-threads", description = "Every thread's stack, every frame.")
    private boolean allThreads;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (cluster.isChosen()) {
            cluster.refuse("--spool", "--redact", "--all-threads");
            out.print(ofCluster());
        } else {
            out.print(render(RedactedReport.of(spool.find(id).occurrence(), redact.redactor())));
        }
        out.flush();
        return ExitCode.OK;
    }

    /** The newest one that the word names. */
    private String ofCluster() throws IOException {
        if (format != ReportFormat.TEXT && format != ReportFormat.JSON) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "of a cluster there is text and json; the whole report is where show says that it is kept");
        }
        var newest = Collections.max(
                cluster.ask(crashes -> crashes.find(id)),
                Comparator.comparing(crash -> crash.history().group().lastSeen()));
        return format == ReportFormat.JSON
                ? Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(newest.document()) + "\n"
                : new HistoryReport(Terminal.look(), Files::isReadable).render(newest.history(), Instant.now());
    }

    private String render(Occurrence occurrence) throws IOException {
        if (format == ReportFormat.TEXT) {
            return new TextReport(Terminal.look(), allThreads).render(occurrence, Instant.now());
        }
        if (format == ReportFormat.JSON) {
            return Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(occurrence) + "\n";
        }
        return format.render(SpoolOption.reportOf(occurrence), Terminal.look());
    }
}
