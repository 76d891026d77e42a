package dev.corewatch.app;

import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.GroupTable;
import dev.corewatch.publish.report.OccurrenceTable;
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

/** {@code corewatch list}: the groups, like a bug list; or every occurrence. */
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
    private RedactOption redact = new RedactOption();

    @Option(names = "--occurrences", description = "List every crash instead of the groups.")
    private boolean occurrences;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (one object a line).")
    private LineFormat format = LineFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var catalog = spool.catalog();
        if (occurrences) {
            occurrences(catalog, out);
        } else {
            groups(catalog, out);
        }
        out.flush();
        return ExitCode.OK;
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
