package dev.corewatch.crash;

import java.util.List;

/**
 * What the doctor found: docs/doctor.md.
 *
 * @param version of this document
 * @param fate the worst of all processes', or the node's when none was looked at
 * @param summary one sentence
 * @param kernel its release
 */
public record Checkup(
        int version, Fate fate, String summary, String kernel, List<CheckResult> node, List<ProcessCheckup> processes) {

    public static final int VERSION = 1;

    public Checkup {
        node = List.copyOf(node);
        processes = List.copyOf(processes);
    }
}
