package dev.corewatch.app;

import dev.corewatch.analyze.fixes.KnownFixes;
import dev.corewatch.analyze.fixes.Threats;
import dev.corewatch.crash.UpstreamFix;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.FixTable;
import dev.corewatch.publish.report.Printable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code corewatch known-fixes}: which of upstream's crash fixes a version lacks. {@code --version} is HAProxy's here, so the standard
 * options are not mixed in.
 */
@Command(
        name = "known-fixes",
        description = "List upstream's crash fixes, or those that a HAProxy version lacks or may lack.")
final class KnownFixesCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help message and exit.")
    boolean help;

    @Option(
            names = "--version",
            paramLabel = "VERSION",
            description = "2.6.12, 2.8-dev4, 3.0, or the line that haproxy -vv prints.")
    private @Nullable String version;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (one object a line).")
    private LineFormat format = LineFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        var threats = new Threats(KnownFixes.builtIn());
        var text = version;
        if (text == null) {
            print(null, threats.all());
        } else {
            var asked = threats.of(text).orElseThrow(() -> notAVersion(text));
            print(asked.version(), asked.fixes());
        }
        return ExitCode.OK;
    }

    private void print(@Nullable String understood, List<UpstreamFix> fixes) throws IOException {
        var out = spec.commandLine().getOut();
        if (format == LineFormat.JSON) {
            for (var fix : fixes) {
                out.println(Json.mapper().writeValueAsString(fix));
            }
        } else {
            out.print(new FixTable(Terminal.look()).render(fixes, understood));
        }
        out.flush();
    }

    private ParameterException notAVersion(String text) {
        return new ParameterException(
                spec.commandLine(),
                "Not a version of HAProxy: '" + Printable.sentence(text)
                        + "'. Give it like 2.6.12, 2.8-dev4 or 3.0, or the" + " first line of haproxy -vv in quotes.");
    }
}
