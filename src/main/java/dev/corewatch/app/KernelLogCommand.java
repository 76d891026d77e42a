package dev.corewatch.app;

import dev.corewatch.crash.KernelFindings;
import dev.corewatch.json.export.LogReader;
import dev.corewatch.kernel.KernelSurvey;
import dev.corewatch.publish.report.JsonReport;
import dev.corewatch.publish.report.KernelReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code corewatch kernel-log FILE}: what the kernel's lines on crashes mean, counted by place. */
@Command(
        name = "kernel-log",
        description =
                "Say what the kernel's lines on HAProxy's crashes mean (dmesg, journalctl, syslog, JSON exports).",
        mixinStandardHelpOptions = true)
final class KernelLogCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "FILE", description = "The log; - is standard input.")
    private String file = "-";

    @Mixin
    private ProgramFiles files = new ProgramFiles();

    @Option(names = "--all", description = "Explain other programs' crashes as well.")
    private boolean all;

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (one object).")
    private LineFormat format = LineFormat.TEXT;

    @Override
    public Integer call() throws IOException, InterruptedException {
        files.check();
        var findings = findings();
        if (findings.isSilent()) {
            throw new CommandFailure(
                    ExitCode.NOT_A_CORE,
                    ("none of these %d lines is the kernel's on a crash. Expected are lines like 'haproxy[610]: segfault"
                                    + " at 0 ip ...' (dmesg, journalctl -k). For abort(), the watchdog and a signal that was"
                                    + " sent there is none; HAProxy's own log tells: corewatch analyze --log FILE")
                            .formatted(findings.lines()));
        }
        print(named(findings));
        return ExitCode.OK;
    }

    private KernelFindings findings() throws IOException {
        var survey = new KernelSurvey(all);
        try (var in = Input.stream(file)) {
            return survey.findings(LogReader.holding(KernelSurvey.WORDS, in, survey::read));
        }
    }

    private KernelFindings named(KernelFindings findings) throws IOException, InterruptedException {
        if (files.areNamed()) {
            return Debuggers.symbols(files).name(findings);
        }
        if (findings.places().stream().allMatch(place -> place.place() == null)) {
            return findings;
        }
        var advice = new ArrayList<String>();
        advice.add(
                "Name the function: give the program and the libraries that crashed, --exe HAPROXY and, for a container's,"
                        + " --sysroot ITS_ROOT.");
        advice.addAll(findings.advice());
        return findings.with(findings.places(), List.copyOf(advice));
    }

    private void print(KernelFindings findings) {
        var out = spec.commandLine().getOut();
        out.print(
                format == LineFormat.JSON
                        ? JsonReport.render(findings)
                        : new KernelReport(Terminal.look()).render(findings));
        out.flush();
    }
}
