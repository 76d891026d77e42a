package dev.corewatch.doctor;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Fate;
import dev.corewatch.doctor.facts.NodeReader;
import dev.corewatch.doctor.facts.PatientReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Why a process that runs now would lose its core, or a part of it.
 *
 * @param check whose result it is
 * @param reason one sentence
 */
public record Hindrance(String check, String reason) {

    /**
     * The worst one of that process; null when its core would be kept, as far as can be seen, or when it has ended. A few dozen small reads.
     *
     * @param root /, or a directory with a proc and a sys in it
     */
    public static @Nullable Hindrance of(Path root, int pid) {
        try {
            var node = new NodeReader(root).read();
            var patient = new PatientReader(root).read(node, pid);
            return Stream.concat(
                            Checks.OF_NODE.stream().map(check -> check.of(node)),
                            Checks.OF_PROCESS.stream().map(check -> check.of(patient)))
                    .filter(result -> result.fate().compareTo(Fate.CUT) >= 0)
                    .max(Comparator.comparing(CheckResult::fate))
                    .map(result -> new Hindrance(result.check(), result.saw() + ": " + result.outcome()))
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }
}
