package dev.corewatch.app;

import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.crash.GroupHistory;
import dev.corewatch.crash.Sighting;
import dev.corewatch.json.Json;
import dev.corewatch.kubernetes.shell.ClusterCrashes;
import dev.corewatch.kubernetes.shell.KnownCrash;
import dev.corewatch.publish.report.GroupTable;
import dev.corewatch.publish.report.OccurrenceTable;
import dev.corewatch.publish.report.SightingTable;
import dev.corewatch.spool.SpoolCatalog;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code corewatch list}: the groups, like a bug list; or every occurrence. Of a spool or of a cluster. */
@Command(
        name = "list",
        description = "List the groups of crashes, or every occurrence.",
        mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Mixin
    private ClusterOption cluster = new ClusterOption();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Option(
            names = "--occurrences",
            description = "List every crash instead of the groups; of a cluster, the last ones of each.")
    private boolean occurrences;

    @Option(
            names = "--output",
            paramLabel = "FORMAT",
            description = "text or json (one object a line; of a cluster, the resources).")
    private LineFormat format = LineFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        if (cluster.isChosen()) {
            cluster.refuse("--spool", "--redact");
            ofCluster(out);
        } else if (occurrences) {
            occurrences(spool.catalog(), out);
        } else {
            groups(spool.catalog(), out);
        }
        out.flush();
        return ExitCode.OK;
    }

    private void ofCluster(PrintWriter out) throws IOException {
        var crashes = cluster.ask(ClusterCrashes::all);
        var histories = crashes.stream().map(KnownCrash::history).toList();
        if (format == LineFormat.JSON) {
            lines(
                    occurrences
                            ? sightings(histories)
                            : crashes.stream().map(KnownCrash::document).toList(),
                    out);
        } else if (occurrences) {
            out.print(new SightingTable(Terminal.look()).render(histories, Instant.now()));
        } else {
            out.print(new GroupTable(Terminal.look()).renderHistories(histories, Instant.now()));
        }
    }

    private static List<Sighting> sightings(List<GroupHistory> histories) {
        return histories.stream()
                .flatMap(history -> history.sightings().stream())
                .toList();
    }

    private void groups(SpoolCatalog catalog, PrintWriter out) throws IOException {
        var redactor = redact.redactor();
        var groups = catalog.groups().all().stream()
                .map(group -> RedactedReport.of(group, redactor))
                .toList();
        if (format == LineFormat.JSON) {
            lines(groups, out);
        } else {
            out.print(new GroupTable(Terminal.look()).render(groups, Instant.now()));
        }
    }

    private void occurrences(SpoolCatalog catalog, PrintWriter out) throws IOException {
        var redactor = redact.redactor();
        var all = catalog.occurrences().stream()
                .map(entry -> RedactedReport.of(entry.occurrence(), redactor))
                .toList();
        if (format == LineFormat.JSON) {
            lines(all, out);
        } else {
            out.print(new OccurrenceTable(Terminal.look()).render(all, Instant.now()));
        }
    }

    private static void lines(List<?> values, PrintWriter out) throws IOException {
        for (var value : values) {
            out.println(Json.mapper().writeValueAsString(value));
        }
    }
}
