package dev.corewatch.helper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.analyze.CoreAnalyzer;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.objects.Libraries;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Frame;
import dev.corewatch.json.Json;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.process.Sandbox;
import dev.corewatch.process.SandboxUser;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Run by the real kernel for processes that really die; the settings are the lab's, under its lock. */
@Timeout(120)
final class HelperIT {

    private static final String LAB = "src/test/lab/lab";

    /** Sets a hostname, a name and an executable's name that would forge facts if their bytes came through. */
    private static final String HOSTILE = """
            import os, shutil, signal, socket, sys
            socket.sethostname("pod/../x\\n\\x1b[2J uid=0")
            if os.fork() == 0:
                os.execv(sys.argv[1], [sys.argv[1], "-c", r"printf 'a\\nUid:\\t7\\nNSpid' >/proc/self/comm; kill -SEGV $$"])
            os.wait()
            """;

    @TempDir
    Path dir;

    private Helper helper = new Helper(Path.of(""));

    @BeforeEach
    void install() throws IOException {
        helper = Helper.in(dir);
    }

    /** The kernel's own bytes go on to the full core, so that both are of the same death. */
    @Test
    void theThinCoreOfTheStoryShowsTheStacksAndTheRequestOfTheFullOne() throws Exception {
        var full = dir.resolve("full");
        var both = dir.resolve("b");
        var command = "#!/bin/sh\ntee -p " + full + " | " + String.join(" ", helper.pipe()) + " \"$@\"\n";
        Files.setPosixFilePermissions(Files.writeString(both, command), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx--x--x"));

        var facts = crashHaproxy(Helper.pattern(both.toString()));

        var left = helper.left();
        assertThat(Files.getPosixFilePermissions(left.wholeCore()))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(Files.size(left.wholeCore())).isLessThan(Files.size(full));
        assertThat(image(left.wholeCore()).facts().thin()).isTrue();
        assertThat(image(full).facts().thin()).isFalse();
        assertThat(left.fact("pid")).isEqualTo(facts.path("workerPid").asText());
        assertThat(left.fact("exe")).isEqualTo(facts.path("exe").asText());
        var thin = analyze(left.wholeCore(), facts);
        var whole = analyze(full, facts);
        assertThat(thin.stack().frames()).extracting(Frame::function).contains("deflate", "process_stream", "main");
        assertThat(thin.threads()).isEqualTo(whole.threads());
        assertThat(thin.stack()).isEqualTo(whole.stack());
        assertThat(thin.request()).isNotNull().isEqualTo(whole.request());
        assertThat(thin.modules()).isEqualTo(whole.modules());
    }

    @Test
    void tellsWhoDiedWhereNoAgentIs() throws Exception {
        killWithPattern();

        var left = helper.left();
        var image = image(left.wholeCore());
        assertThat(left.fact("version")).isEqualTo("1");
        assertThat(left.fact("pid"))
                .isEqualTo(left.fact("nspid"))
                .isEqualTo(String.valueOf(image.process().pid()));
        assertThat(left.fact("signal")).isEqualTo("11");
        assertThat(left.fact("uid")).isEqualTo("0");
        assertThat(left.fact("boot"))
                .isEqualTo(Files.readString(Path.of("/proc/sys/kernel/random/boot_id"))
                        .strip());
        assertThat(left.fact("starttime")).matches("[1-9][0-9]*");
        assertThat(left.facts()).anyMatch(line -> line.startsWith("cgroup=0::/"));
        assertThat(image.facts().complete()).isTrue();
        assertThat(image.modules()).extracting(module -> module.buildId()).doesNotContainNull();
    }

    /** CVE-2021-25682, -25683, -25684: text of the process's own choice in /proc/PID/status and elsewhere. */
    @Test
    void noTextOfTheDyingProcessForgesAFact() throws Exception {
        var shell = Files.copy(Path.of("/bin/sh"), dir.resolve("sh\nuid=1"));

        kill(helper.pattern(), "unshare", "--uts", "--pid", "--fork", "python3", "-c", HOSTILE, shell.toString());

        var left = helper.left();
        assertThat(left.facts()).allMatch(line -> line.matches("[a-z]+=[ -~]*"));
        assertThat(left.fact("hostname")).isEqualTo("pod!..!x\\x0a\\x1b[2J uid=0");
        assertThat(left.fact("exe")).endsWith("/sh\\x0auid=1");
        assertThat(left.fact("nspid")).isEqualTo("2").isNotEqualTo(left.fact("pid"));
        assertThat(left.facts()).filteredOn(line -> line.startsWith("uid=")).containsExactly("uid=0");
    }

    @Test
    void handsEveryByteToTheAgent() throws Exception {
        var core = dir.resolve("core");
        try (var agent = StandInAgent.start(helper.socket(), "take", core)) {
            killWithPattern();

            var words = agent.words();
            assertThat(agent.exitCode()).isZero();
            var image = image(core);
            var pid = String.valueOf(image.process().pid());
            assertThat(words).startsWith("corewatch-pipe 1", pid, pid, "11").endsWith("", pid);
            assertThat(words).hasSize(8);
            assertThat(image.facts().complete()).isTrue();
            assertThat(image.facts().bytes()).isEqualTo(Files.size(core));
            assertThat(helper.files("")).isEmpty();
        }
    }

    @Test
    void holdsTheProcessUntilTheAgentHasDoneThoughItWantsNoMoreBytes() throws Exception {
        try (var agent = StandInAgent.start(helper.socket(), "thin", dir.resolve("header"))) {
            var dying = start(helper.pattern(), "sh", "-c", "kill -SEGV $$");
            var status = Path.of("/proc", agent.words().get(1), "status");
            assertThat(agent.words()).containsExactly("held");

            assertThat(Files.readString(status)).contains("CoreDumping:\t1");

            agent.goOn();
            dying.waitFor();
            assertThat(status).doesNotExist();
            assertThat(helper.files("")).isEmpty();
        }
    }

    /** IBM/core-dump-handler#110: a hung handler that keeps the dead alive. The agent is still stopped when the process is gone. */
    @Test
    void anAgentThatIsStoppedCostsNoCoreAndHoldsNoProcess() throws Exception {
        try (var agent = StandInAgent.start(helper.socket(), "stopped", dir.resolve("none"))) {
            killWithPattern();

            assertThat(agent.isAlive()).isTrue();
            assertThat(image(helper.left().wholeCore()).facts().complete()).isTrue();
        }
    }

    @Test
    void anAgentThatIsStoppedWithTheCoreInHandHoldsNoProcess() throws Exception {
        try (var agent = StandInAgent.start(helper.socket(), "stop", dir.resolve("none"))) {
            killWithPattern();

            assertThat(agent.isAlive()).isTrue();
        }
    }

    /** CVE-2017-14180, CVE-2018-6552: trust in who listens. The stranger is another user's process. */
    @ParameterizedTest
    @ValueSource(strings = {"die", "stranger"})
    void doesItAloneWhenTheAgentDiesFirstOrIsNotRoots(String behaviour) throws Exception {
        try (var agent = StandInAgent.start(helper.socket(), behaviour, dir.resolve("none"))) {
            killWithPattern();

            assertThat(agent.exitCode()).isEqualTo(behaviour.equals("die") ? 137 : 0);
            assertThat(image(helper.left().wholeCore()).facts().complete()).isTrue();
        }
    }

    @Test
    void leavesTheCoreToAnAgentThatTookItAndDied() throws Exception {
        try (var agent = StandInAgent.start(helper.socket(), "die-taken", dir.resolve("none"))) {
            killWithPattern();

            assertThat(agent.exitCode()).isNotZero();
            assertThat(helper.files("")).isEmpty();
        }
    }

    /** CVE-2015-1324: nothing is written where the process was. */
    @Test
    void writesNothingWhereTheProcessWas() throws Exception {
        var there = Files.createDirectory(dir.resolve("there"));

        kill(helper.pattern(), "sh", "-c", "cd " + there + " && kill -SEGV $$");

        assertThat(there).isEmptyDirectory();
        assertThat(helper.left().core()).isNotNull();
    }

    private void killWithPattern() throws Exception {
        kill(helper.pattern(), "sh", "-c", "kill -SEGV $$");
    }

    /** Returns when the process is gone. */
    private static void kill(String pattern, String... victim) throws Exception {
        start(pattern, victim).waitFor();
    }

    private static Process start(String pattern, String... victim) throws IOException {
        var command = new ArrayList<>(List.of(LAB, "kernel", "run", "--pipe", pattern, "--"));
        command.addAll(List.of(victim));
        return new ProcessBuilder(command).inheritIO().start();
    }

    private JsonNode crashHaproxy(String pattern) throws Exception {
        var out = dir.resolve("lab").toString();
        var run = new ProcessBuilder(LAB, "crash", "zlib", "--out", out, "--pipe", pattern)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return Json.mapper().readTree(run.getInputStream());
    }

    private static CoreImage image(Path core) throws Exception {
        try (var channel = FileChannel.open(core)) {
            return CoreReader.read(channel);
        }
    }

    private static Analysis analyze(Path core, JsonNode facts) throws Exception {
        var program = Path.of(facts.path("exe").asText());
        var debug = List.of(Path.of(facts.path("debugDir").asText()));
        var image = image(core);
        var found = Libraries.resolve(image, new LookupPlaces(program, null, null, true, debug));
        var processes = new BoundedProcess(Programs.installed());
        var sandbox = new Sandbox(processes, SandboxUser.DEFAULT);
        return new CoreAnalyzer(processes, sandbox, Debugging.DEFAULT)
                .analyze(new CoreFiles(core, image, found.modules(), found.executable()));
    }
}
