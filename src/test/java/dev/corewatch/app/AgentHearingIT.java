package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.Selection;
import dev.corewatch.identity.Victims;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.TakenKernel;
import dev.corewatch.publish.metrics.KernelLogMeters;
import dev.corewatch.spool.Hearsay;
import dev.corewatch.system.ProcessTable;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Deaths of which the core, the kernel's line or the exit status is missing: each is one occurrence, and says what is missing. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AgentHearingIT {

    private static final String FAULTS = "corewatch_kernel_segfault_lines_total";
    private static final String LOST = "corewatch_kernel_log_lost_total";
    private static final Path KERNEL_LOG = Path.of("/dev/kmsg");

    /** Of 900 characters, for a log of up to 1 MiB (dmesg(1)). */
    private static final int LINES_TOO_MANY = 1200;

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();
    private final Occurrences occurrences = new Occurrences(dir);

    private TakenKernel kernel;
    private Doomed doomed;
    private RunningRole agent;

    @BeforeAll
    void start() throws Exception {
        kernel = TakenKernel.take();
        doomed = Doomed.in(dir);
        agent = agent();
    }

    private RunningRole agent() throws Exception {
        return RunningRole.agent(dir, Map.of("COREWATCH_AGENT_FULL", "never"));
    }

    @AfterAll
    void stop() throws Exception {
        agent.close();
        doomed.close();
        kernel.close();
        directory.close();
    }

    @Test
    void coreLineAndStatusAreOneDeathOfWhichNothingIsMissing() throws Exception {
        int pid = Doomed.crash(doomed.start());

        var occurrence = agent.until("a report without gaps", () -> with(pid, List.of()));
        assertThat(notes(occurrence))
                .contains("the kernel's log: haproxy[" + pid, "the exit status: killed by SIGSEGV");
        assertThat(occurrence.path("core").path("complete").asBoolean()).isTrue();
        assertThat(occurrences.hostPids()).containsOnlyOnce(pid);
    }

    /** abort(3), of which the kernel's log says nothing, and the core of a process that may not be dumped. */
    @Test
    void anAbortWithoutACoreIsKnownByItsStatus() throws Exception {
        var process = seen("dumpable=0", "quietly=");
        int pid = Doomed.crash(process);

        var occurrence = agent.until("a report", () -> with(pid, List.of("core")));
        assertThat(occurrence.path("report").path("signal").path("name").asText())
                .isEqualTo("SIGABRT");
        assertThat(notes(occurrence)).contains("the exit status: killed by SIGABRT");
        agent.until(
                "the count",
                () -> agent.metric("corewatch_crashes_total", "SIGABRT").endsWith(".0") ? true : null);
    }

    /** A HAProxy that changes its user without set-dumpable: dead, it could not be examined any more. */
    @Test
    void theDoctorSaysWhyACoreIsMissing() throws Exception {
        var process = seen("uid=65534");
        agent.until("why is foreseen", () -> note(process).contains("dumpable-after-user-change") ? true : null);
        int pid = Doomed.crash(process);

        var occurrence = agent.until("a report", () -> with(pid, List.of("core")));
        assertThat(Occurrences.withoutCore(occurrence)).contains("not dumpable", "dumpable-after-user-change");
    }

    @Test
    void anExitOrAKillFromOutsideIsNoDeath() throws Exception {
        var killed = seen();
        killed.destroyForcibly().waitFor();
        var after = seen("dumpable=0", "quietly=");
        int pid = Doomed.crash(after);

        agent.until("a report", () -> with(pid, List.of("core")));
        assertThat(occurrences.of((int) killed.pid())).isNull();
    }

    /** One that had been seen, and one that nobody ever saw. */
    @Test
    void linesOfWhenTheAgentWasAwayAreDeaths() throws Exception {
        var known = seen("dumpable=0");
        agent.until("no death that the line on nobody could be on", () -> isQuiet() ? true : null);
        agent.kill();
        int pid = Doomed.crash(known);
        int unseen = Doomed.crash(doomed.start("dumpable=0"));
        agent = agent();

        agent.until("the one that was seen", () -> with(pid, List.of("core", "status")));
        var somebodys = agent.until("the other", () -> somebodys(unseen));
        assertThat(Occurrences.withoutCore(somebodys)).contains("nobody saw this process");
        assertThat(somebodys.path("identity").has("hostPid")).isFalse();
    }

    private boolean isQuiet() throws IOException {
        var before = Instant.now().minus(Identity.TOLERANCE.multipliedBy(2));
        return occurrences.all().stream()
                .map(one -> one.path("identity").path("timeOfDeath").asText())
                .allMatch(died -> Instant.parse(died).isBefore(before));
    }

    /** prctl(2), PR_SET_NAME. */
    @Test
    void aForgedNameIsNoDeathOfHaproxy() throws Exception {
        double before = count(FAULTS, "haproxy=\"false\",module=\"other\"");
        int pid = Doomed.crash(doomed.startAs("other", "comm=haproxy"));

        agent.until(
                "its line is read", () -> count(FAULTS, "haproxy=\"false\",module=\"other\"") > before ? true : null);
        assertThat(somebodys(pid)).isNull();
        assertThat(occurrences.of(pid)).isNull();
    }

    @Test
    void saysHowMuchOfTheKernelsLogItCouldNotRead() throws Exception {
        RealContainers.output("kill", "-s", "STOP", String.valueOf(agent.pid()));
        try {
            for (int i = 0; i < LINES_TOO_MANY; i++) {
                Files.writeString(KERNEL_LOG, "corewatch " + "x".repeat(900) + "\n");
            }
        } finally {
            RealContainers.output("kill", "-s", "CONT", String.valueOf(agent.pid()));
        }

        agent.until("records are lost", () -> count(LOST, "") > 0 ? true : null);
        assertThat(agent.log()).contains("were overwritten before they were read");
        int pid = Doomed.crash(doomed.start());
        agent.until("the next death, as ever", () -> with(pid, List.of()));
    }

    /** No agent: its kernel log's reader alone, as where /dev/kmsg is closed. */
    @Test
    void hearsOfDeathsBySyslogWhereTheDeviceIsClosed() throws Exception {
        var heard = new LinkedBlockingQueue<Hearsay>();
        var processes = new ProcessTable(Path.of("/proc"));
        var acquaintances = new Acquaintances(dir.resolve("seen"), true);
        var workloads = new Workloads(new Names(dir), "node", new Selection(Pattern.compile("haproxy.*"), List.of()));
        var introductions = new Introductions(
                new Victims(Path.of("/proc")), workloads, processes, acquaintances, _ -> null, _ -> {});
        var meters = new KernelLogMeters(new SimpleMeterRegistry());
        var strays = new KernelDeaths.Strays(new Workload("n", "w", "c", null, null, null), System::nanoTime);
        var owners = new ThreadOwners(acquaintances, introductions, processes);
        var deaths = new KernelDeaths(owners, heard::add, strays, "boot", meters);
        var mark = new KernelMark(dir.resolve("mark"), "boot");
        var process = seen("dumpable=0");
        introductions.meet((int) process.pid());
        try (var watch = new KernelWatch(dir.resolve("closed"), mark, deaths, meters, InstantSource.system())) {
            watch.start();
            agent.until("it has begun", () -> Files.exists(dir.resolve("mark")) ? true : null);
            int pid = Doomed.crash(process);

            var hearsay = heard.poll(20, TimeUnit.SECONDS);
            assertThat(hearsay).isNotNull();
            assertThat(hearsay.identity().hostPid()).isEqualTo(pid);
        }
    }

    /** That process's, once nothing but that is missing. */
    private @Nullable JsonNode with(int pid, List<String> gaps) throws IOException {
        var occurrence = occurrences.reported(pid);
        return occurrence != null && missing(occurrence).equals(gaps) ? occurrence : null;
    }

    private static List<String> missing(JsonNode occurrence) {
        return occurrence
                .path("gaps")
                .valueStream()
                .map(gap -> gap.path("missing").asText())
                .toList();
    }

    /** The occurrence that rests on a line on that thread. */
    private @Nullable JsonNode somebodys(int thread) throws IOException {
        return occurrences.all().stream()
                .filter(one -> notes(one).contains("haproxy[" + thread + "]"))
                .findFirst()
                .orElse(null);
    }

    private static String notes(JsonNode occurrence) {
        return occurrence.path("report").path("notes").toString();
    }

    private double count(String metric, String labels) throws Exception {
        return agent.get("/metrics")
                .lines()
                .filter(line -> line.startsWith(metric) && line.contains(labels))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** One that the agent has seen. */
    private Process seen(String... words) throws Exception {
        var process = doomed.start(words);
        agent.until("it is known", () -> isSeen(process) ? true : null);
        return process;
    }

    private boolean isSeen(Process process) throws IOException {
        return !note(process).isEmpty();
    }

    /** What the agent has noted of it; empty when it has not seen it. */
    private String note(Process process) throws IOException {
        try (var seen = Files.newDirectoryStream(dir.resolve("spool/seen"), process.pid() + "-*")) {
            var note = seen.iterator();
            return note.hasNext() ? Files.readString(note.next()) : "";
        }
    }
}
