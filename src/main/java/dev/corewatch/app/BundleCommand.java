package dev.corewatch.app;

import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.publish.report.BugReport;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch bundle ID}: a bug report as HAProxy's maintainers ask for it; anonymised, without the core. */
@Command(
        name = "bundle",
        description = "Print a bug report for HAProxy's maintainers (Markdown, anonymised, without the core).",
        mixinStandardHelpOptions = true)
final class BundleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Mixin
    private RedactOption redact = new RedactOption();

    @Parameters(paramLabel = "ID", description = "An occurrence's or a signature's id, or how it begins.")
    private String id = "";

    @Override
    public Integer call() throws IOException {
        var out = spec.commandLine().getOut();
        var occurrence = RedactedReport.of(spool.find(id).occurrence(), redact.redactor());
        out.print(BugReport.render(SpoolOption.reportOf(occurrence)));
        out.flush();
        return ExitCode.OK;
    }
}
