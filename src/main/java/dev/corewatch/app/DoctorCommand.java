package dev.corewatch.app;

import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.crash.Proof;
import dev.corewatch.doctor.Doctor;
import dev.corewatch.doctor.check.Debugger;
import dev.corewatch.doctor.check.KernelComplaints;
import dev.corewatch.doctor.check.NodeCheck;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.publish.report.CheckupReport;
import dev.corewatch.publish.report.JsonReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code corewatch doctor}: what would become of a core now, why, and what mends it. */
@Command(
        name = "doctor",
        description = "Say whether a crash of HAProxy now would leave a core, why not, and what mends it.",
        mixinStandardHelpOptions = true,
        footer =
                "%nExit code 0: a core would be kept; 1: it would be lost or cut; 77: that can't be seen without more rights.")
final class DoctorCommand implements Callable<Integer> {

    private static final Path ROOT = Path.of("/");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @ArgGroup
    private Which which = new Which();

    @Option(names = "--output", paramLabel = "FORMAT", description = "text or json (one object).")
    private LineFormat format = LineFormat.TEXT;

    @Option(
            names = "--prove",
            description =
                    "Crash a small process of corewatch's own in each one's place, and show where its core went (root).")
    private boolean prove;

    /** Which processes; none is every HAProxy that runs here. */
    static final class Which {

        @Option(names = "--pid", paramLabel = "N", description = "One process, HAProxy or not.")
        private @Nullable Integer pid;

        @Option(
                names = "--container",
                paramLabel = "ID",
                description = "The HAProxys of a container, by its id or the beginning of it.")
        private @Nullable String container;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        var patients = new Patients(ROOT);
        var pids = patients.chosen(which.pid, which.container);
        var doctor = new Doctor(ROOT, further());
        var examined = new ArrayList<ProcessCheckup>();
        for (var pid : pids) {
            var one = patients.examined(doctor, pid);
            if (one.isPresent()) {
                examined.add(prove ? proven(doctor, one.get()) : one.get());
            }
        }
        var checkup = doctor.of(examined);
        print(checkup);
        var proven = examined.stream()
                .flatMap(one -> Stream.ofNullable(one.proof()))
                .map(Proof::fate)
                .filter(fate -> fate != Fate.UNKNOWN);
        return exitCode(proven.reduce(checkup.fate(), Fate::worse));
    }

    private static ProcessCheckup proven(Doctor doctor, ProcessCheckup process) {
        var helper = new Helper(Path.of("/"), new BoundedProcess(Programs.installed()));
        try {
            return process.proven(new Proving(helper).of(doctor.patient(process.pid()), process.fate()));
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.NO_PERMISSION,
                    "nothing can be proven of process %d: %s. It takes root on the host; without --prove the checks tell"
                            .formatted(process.pid(), e.getMessage()),
                    e);
        }
    }

    private static List<NodeCheck> further() {
        return List.of(new Debugger(Programs.installed()::has), new KernelComplaints(KernelWords.ofLostCores()));
    }

    private void print(Checkup checkup) {
        var out = spec.commandLine().getOut();
        out.print(
                format == LineFormat.JSON
                        ? JsonReport.render(checkup)
                        : new CheckupReport(Terminal.look()).render(checkup));
        out.flush();
    }

    private static int exitCode(Fate fate) {
        return switch (fate) {
            case KEPT -> ExitCode.OK;
            case UNKNOWN -> ExitCode.NO_PERMISSION;
            case CUT, LOST -> ExitCode.LOST;
        };
    }
}
