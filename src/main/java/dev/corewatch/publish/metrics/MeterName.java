package dev.corewatch.publish.metrics;

import java.util.List;

/** The table of meters: names as Prometheus shows them, labels in their order. docs/metrics.md is made from it. */
public enum MeterName {
    CRASHES(
            "corewatch_crashes_total",
            Type.COUNTER,
            "namespace workload container signal",
            "Crashes ever counted. Absolute numbers out of the spool, in a cluster out of its HAProxyCrash resources: a restart of corewatch neither"
                    + " resets nor repeats them. Of Pods the controller shows this and what follows up to corewatch_crash_gaps_total, not an agent that"
                    + " reports to it: sums would double."),
    UNACKNOWLEDGED(
            "corewatch_unacknowledged_crashes_total",
            Type.COUNTER,
            "namespace workload container signal",
            "Those of corewatch_crashes_total that came while nobody had acknowledged their bug: what people are called for. Of a controller only."),
    CRASH_GROUPS(
            "corewatch_crash_groups",
            Type.GAUGE,
            "namespace workload",
            "Groups: crashes with one signature are one group."),
    GROUP_CRASHES(
            "corewatch_group_crashes_total",
            Type.COUNTER,
            "namespace workload signature",
            "Crashes by signature, absolute like corewatch_crashes_total. Past the bound, all further signatures are `other`."),
    GAPS(
            "corewatch_crash_gaps_total",
            Type.COUNTER,
            "missing",
            "Crashes of which a channel said nothing: core, kernel_log, status, words or libraries. Counted once, when nothing more has come to light"
                    + " for 5 s."),
    STEP(
            "corewatch_step_seconds",
            Type.HISTOGRAM,
            "step outcome",
            "How long a step of the pipeline took and whether it ended in success or failure."),
    CORE_BYTES(
            "corewatch_core_bytes",
            Type.HISTOGRAM,
            "kind",
            "Size of the cores read: full, thin (memory left out on purpose) or truncated."),
    SPOOL_BYTES("corewatch_spool_bytes", Type.GAUGE, "", "What kept cores occupy on disk."),
    SPOOL_OCCURRENCES(
            "corewatch_spool_occurrences",
            Type.GAUGE,
            "state",
            "Occurrences in the spool by the last step that is durable."),
    DROPPED(
            "corewatch_dropped_total",
            Type.COUNTER,
            "reason",
            "Cores that were not kept, or were removed too early. The crash itself stays counted."),
    CORE_PATTERN_OWNED(
            "corewatch_core_pattern_owned",
            Type.GAUGE,
            "",
            "1 while the kernel hands this node's cores to the agent, 0 when somebody has set core_pattern to something else."),
    CORE_PATTERN_DRIFT(
            "corewatch_core_pattern_drift_total",
            Type.COUNTER,
            "",
            "How often somebody else has changed core_pattern, core_pipe_limit or core_sort_vma while they were the agent's."),
    AGENT_GUARDED(
            "corewatch_agent_guarded",
            Type.GAUGE,
            "",
            "1 while a guard watches the agent: it puts core_pattern back when the agent dies, hangs or is stopped."),
    KERNEL_LINES(
            "corewatch_kernel_segfault_lines_total",
            Type.COUNTER,
            "haproxy module",
            "Lines on faults in the kernel's log, of all programs: whether the program was HAProxy, and the file of the faulting instruction."
                    + " A floor, the kernel prints ten in 5 s."),
    KERNEL_LOG_LOST(
            "corewatch_kernel_log_lost_total",
            Type.COUNTER,
            "",
            "Records of the kernel's log that were overwritten before they were read."),
    KERNEL_LOG_SUPPRESSED(
            "corewatch_kernel_log_suppressed_total",
            Type.COUNTER,
            "",
            "Lines that the kernel says its rate limit left out: so many deaths, of any programs, have no line."),

    CONTROLLER_LEADER(
            "corewatch_controller_leader",
            Type.GAUGE,
            "",
            "1 in the controller that counts, 0 in the one that stands by."),
    REPORT_QUEUE(
            "corewatch_report_queue",
            Type.GAUGE,
            "",
            "An agent's reports that wait for the controller. Only with `corewatch.report.url`."),
    REPORTS_LOST(
            "corewatch_reports_lost_total",
            Type.COUNTER,
            "reason",
            "An agent's reports that the controller never got: dropped because too many waited (full), or refused for good. The crash stays in the"
                    + " spool."),
    REPORTS(
            "corewatch_reports_total",
            Type.COUNTER,
            "outcome",
            "Reports that the controller was sent by agents, by what became of them.");

    private final String text;
    private final Type type;
    private final String labels;
    private final String meaning;

    MeterName(String text, Type type, String labels, String meaning) {
        this.text = text;
        this.type = type;
        this.labels = labels;
        this.meaning = meaning;
    }

    /** As Prometheus has them. */
    public enum Type {
        COUNTER,
        GAUGE,
        HISTOGRAM
    }

    /** The full name. */
    public String text() {
        return text;
    }

    public Type type() {
        return type;
    }

    public List<String> labels() {
        return labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
    }

    public String meaning() {
        return meaning;
    }
}
