package dev.corewatch.doctor;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.ProcessCheckup;
import dev.corewatch.doctor.check.NodeCheck;
import dev.corewatch.doctor.facts.Node;
import dev.corewatch.doctor.facts.NodeReader;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.PatientReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Runs all checks over a node as it is now, and over processes on it. */
public final class Doctor {

    private final Node node;
    private final List<CheckResult> results;
    private final PatientReader patients;

    /**
     * Reads the node.
     *
     * @param root /, or a directory with a proc and a sys in it
     * @param further checks of the node, which need more than that
     */
    public Doctor(Path root, List<NodeCheck> further) {
        this.node = new NodeReader(root).read();
        this.patients = new PatientReader(root);
        this.results = Stream.concat(Checks.OF_NODE.stream(), further.stream())
                .map(check -> check.of(node))
                .toList();
    }

    /**
     * What would become of that process's core.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such process
     */
    public ProcessCheckup examine(int pid) throws IOException {
        var patient = patient(pid);
        var own = Checks.OF_PROCESS.stream().map(check -> check.of(patient)).toList();
        var all = Stream.concat(results.stream(), own.stream()).toList();
        var fate = worst(all);
        var who = patient.who();
        return new ProcessCheckup(
                pid,
                who.namespacePid(),
                who.command(),
                null,
                fate,
                fate == Fate.LOST ? null : Destination.of(patient),
                summary(patient, fate, all),
                own,
                null);
    }

    /** The facts themselves. */
    public Patient patient(int pid) throws IOException {
        return patients.read(node, pid);
    }

    /** All of it in one document. */
    public Checkup of(List<ProcessCheckup> processes) {
        var fate =
                processes.stream().map(ProcessCheckup::fate).reduce(Fate::worse).orElseGet(() -> worst(results));
        return new Checkup(Checkup.VERSION, fate, summary(processes, fate), node.kernel(), results, processes);
    }

    private static Fate worst(List<CheckResult> all) {
        return all.stream().map(CheckResult::fate).reduce(Fate.KEPT, Fate::worse);
    }

    private static String summary(Patient patient, Fate fate, List<CheckResult> all) {
        var crash = "a crash of %s %d now"
                .formatted(name(patient.who().command()), patient.who().pid());
        return switch (fate) {
            case KEPT -> crash + ": " + Destination.words(patient);
            case UNKNOWN -> "UNKNOWN: " + crash + ": " + first(all, fate);
            case CUT -> "CUT: " + crash + " leaves half a core: " + first(all, fate);
            case LOST -> "LOST: " + crash + " leaves no core: " + first(all, fate);
        };
    }

    private static String name(String command) {
        return command.startsWith("haproxy") ? "HAProxy" : command;
    }

    private String summary(List<ProcessCheckup> processes, Fate fate) {
        if (processes.size() == 1) {
            return processes.getFirst().summary();
        }
        if (processes.isEmpty()) {
            return fate == Fate.KEPT
                    ? "no HAProxy runs here; nothing on this node itself hinders a core"
                    : "%s: no HAProxy runs here; %s".formatted(fate, first(results, fate));
        }
        long kept = processes.stream()
                .filter(process -> process.fate() == Fate.KEPT)
                .count();
        return fate == Fate.KEPT
                ? "a crash of any of these %d processes now: its core would be kept".formatted(kept)
                : "%s: a crash now of %d of these %d processes: its core would not be kept"
                        .formatted(fate, processes.size() - kept, processes.size());
    }

    private static String first(List<CheckResult> all, Fate fate) {
        return all.stream()
                .filter(result -> result.fate() == fate)
                .findFirst()
                .map(result -> result.saw() + " (" + result.check() + ")")
                .orElse("");
    }
}
