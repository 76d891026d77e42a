package dev.corewatch.app;

import dev.corewatch.analyze.PastedSignature;
import dev.corewatch.analyze.PastedText;
import dev.corewatch.analyze.text.BacktraceText;
import dev.corewatch.json.Json;
import dev.corewatch.publish.report.FixTable;
import dev.corewatch.publish.report.Printable;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch signature [FILE...|-]}: what bug a pasted backtrace is, one a file. */
@Command(
        name = "signature",
        description = "Say which bug a pasted backtrace is: gdb, eu-stack, coredumpctl, HAProxy's call trace.",
        mixinStandardHelpOptions = true)
final class SignatureCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "Files with one backtrace each; - or none: standard input.")
    private List<String> files = List.of("-");

    @Mixin
    private RedactOption redact = new RedactOption();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (one object a line).")
    private LineFormat format = LineFormat.TEXT;

    @Override
    public Integer call() throws IOException {
        var pasted = PastedText.standard(redact.redactor());
        int worst = ExitCode.OK;
        for (var file : files) {
            worst = Math.max(worst, print(file, pasted));
        }
        spec.commandLine().getOut().flush();
        return worst;
    }

    private int print(String file, PastedText pasted) throws IOException {
        var signature = pasted.sign(Input.text(file, BacktraceText.TEXT_LIMIT));
        if (signature.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println("corewatch: %s: no backtrace in it; expected lines like '#0 0x... in function ()'"
                            .formatted(Printable.sentence(file)));
            return ExitCode.NOT_A_CORE;
        }
        print(file, signature.get());
        return ExitCode.OK;
    }

    private void print(String file, PastedSignature signature) throws IOException {
        var out = spec.commandLine().getOut();
        if (format == LineFormat.JSON) {
            out.println(Json.mapper().writeValueAsString(signature));
            return;
        }
        var name = files.size() == 1 ? "" : "  (" + Printable.sentence(file) + ")";
        out.println(signature.id() + "  " + Printable.sentence(signature.title()) + name);
        out.print(FixTable.below(signature.knownFixes(), Terminal.look()));
    }
}
