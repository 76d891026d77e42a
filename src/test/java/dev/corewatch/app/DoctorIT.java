package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.doctor.Hindrance;
import dev.corewatch.json.Json;
import dev.corewatch.lab.RealContainers;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every cause for which a HAProxy's core is lost, made for real: the doctor names it, what keeps the reasons for gaps names it too, and a process
 * that really crashes in HAProxy's place loses its core as foretold.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class DoctorIT {

    private static final Path SETTINGS = Path.of("/proc/sys/kernel");
    private static final Path SUID_DUMPABLE = Path.of("/proc/sys/fs/suid_dumpable");
    private static final String[] DROPS = {"uid 99", "gid 99"};

    /** Until its next exec setpriv still has root's capabilities, so that a program's own would be none more. */
    private static final String KEEPS_NO_CAPABILITY = "exec \"$@\"";

    private static final String NAME = "core.%e.%P.%t";

    private TakenKernel kernel;
    private Path built;
    private ShortDirectory directory;
    private Path dir;
    private Path cores;
    private LoneHaproxy.Start start;

    @BeforeAll
    void takeTheKernel() throws Exception {
        built = Path.of(
                RealContainers.output("src/test/lab/lab", "build", "zlib").strip());
        kernel = TakenKernel.take();
    }

    @AfterAll
    void giveItBack() throws IOException {
        kernel.close();
    }

    @BeforeEach
    void prepare() throws Exception {
        directory = ShortDirectory.create();
        dir = directory.path();
        mode(dir, "rwxr-xr-x");
        cores = Files.createDirectory(dir.resolve("cores"));
        RealContainers.output("chown", "99:99", cores.toString());
        var program = Files.copy(built, dir.resolve("haproxy"), StandardCopyOption.COPY_ATTRIBUTES);
        mode(program, "rwxr-xr-x");
        start = new LoneHaproxy.Start(dir, program, dir, List.of("prlimit", "--core=unlimited:unlimited"));
        pattern(cores + "/" + NAME);
        set("core_pipe_limit", "0");
        Files.writeString(SUID_DUMPABLE, "0\n");
    }

    @AfterEach
    void remove() throws IOException {
        directory.close();
    }

    @Test
    void foretellsWhereTheCoreOfAHealthyHaproxyGoes() throws Exception {
        try (var haproxy = start.with("set-dumpable", DROPS[0], DROPS[1])) {
            var checkup = proven(haproxy, 0);

            assertThat(checkup.path("fate").asText()).isEqualTo("kept");
            assertThat(problems(checkup)).isEmpty();
            assertAgrees(checkup, "kept");
            assertThat(Hindrance.of(Path.of("/"), (int) haproxy.pid())).isNull();
            assertThat(cores).isEmptyDirectory();
            var foretold = checkup.path("processes").path(0).path("core").asText();
            haproxy.crash();
            try (var found = Files.list(cores)) {
                assertThat(found.map(Path::toString))
                        .singleElement()
                        .asString()
                        .startsWith(foretold.replace("TIME", ""));
            }
        }
    }

    @Test
    void findsEveryHaproxyByItself() throws Exception {
        try (var haproxy = start.with("set-dumpable")) {
            var all = Shell.run("doctor", "--output", "json");

            assertThat(Json.mapper().readTree(all.out()).path("processes").findValues("pid"))
                    .anyMatch(pid -> pid.asLong() == haproxy.pid());
            assertThat(Shell.run("doctor").out().lines()).allMatch(line -> line.length() <= 80);
        }
    }

    @Test
    void seesThatItChangedItsUser() throws Exception {
        try (var haproxy = start.with(DROPS)) {
            assertLost(haproxy, "dumpable-after-user-change", "lost");
            pattern("|" + script("handler", "cat >/dev/null"));
            assertLost(haproxy, "dumpable-after-user-change", "lost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"setcap cap_net_bind_service+ep", "chmod 0711", "chmod 4755"})
    void seesThatItsProgramIsPrivileged(String command) throws Exception {
        var words = new ArrayList<>(List.of(command.split(" ")));
        words.add(start.program().toString());
        RealContainers.output(words.toArray(String[]::new));
        RealContainers.output("chown", "99:99", dir.toString());
        var unprivileged = start.by(
                "prlimit",
                "--core=unlimited",
                "setpriv",
                "--reuid=99",
                "--regid=99",
                "--clear-groups",
                "sh",
                "-c",
                KEEPS_NO_CAPABILITY,
                "sh");
        try (var haproxy = unprivileged.with()) {
            assertLost(haproxy, "privileged-executable", "lost");
        }
    }

    @ParameterizedTest
    @CsvSource({"0:unlimited, lost", "0:0, lost", "1048576:1048576, cut"})
    void obeysTheCoreLimit(String limit, String fate) throws Exception {
        try (var haproxy = start.by("prlimit", "--core=" + limit).with()) {
            assertLost(haproxy, "core-limit", fate);
        }
    }

    @Test
    void knowsTheLimitThatPipesObey() throws Exception {
        pattern("|" + script("handler", "cat >/dev/null"));
        try (var haproxy = start.by("prlimit", "--core=1:1").with()) {
            assertLost(haproxy, "core-limit", "lost");
        }
        try (var haproxy = start.by("prlimit", "--core=0:0").with()) {
            assertThat(failures(proven(haproxy, 0))).isEmpty();
        }
    }

    @Test
    void obeysTheFileSizeLimit() throws Exception {
        try (var haproxy =
                start.by("prlimit", "--core=unlimited", "--fsize=1048576").with()) {
            assertLost(haproxy, "file-size-limit", "cut");
        }
    }

    @Test
    void looksARelativePatternUpWhereItWorks() throws Exception {
        pattern("core.%P");
        try (var haproxy = start.with("set-dumpable", DROPS[0], DROPS[1])) {
            assertLost(haproxy, "relative-pattern", "lost");
        }
        try (var haproxy = start.at(cores).with("set-dumpable", DROPS[0], DROPS[1])) {
            assertThat(failures(proven(haproxy, 0))).isEmpty();
        }
    }

    @Test
    void looksThroughTheJail() throws Exception {
        var jail = Files.createDirectory(dir.resolve("jail"));
        try (var haproxy = start.with("set-dumpable", DROPS[0], DROPS[1], "chroot " + jail)) {
            assertLost(haproxy, "chroot", "lost");
            pattern("core.%P");
            assertLost(haproxy, "chroot", "lost");
            pattern(cores + "/" + NAME);
            var inside = Files.createDirectories(Path.of(jail.toString(), cores.toString()));
            RealContainers.output("chown", "99", inside.toString());
            assertThat(failures(proven(haproxy, 0))).isEmpty();
        }
    }

    @Test
    void looksAtTheDirectoryWithItsRights() throws Exception {
        try (var haproxy = start.with("set-dumpable", DROPS[0], DROPS[1])) {
            pattern(dir + "/none/" + NAME);
            assertLost(haproxy, "core-directory", "lost");
            pattern(dir + "/" + NAME);
            assertLost(haproxy, "core-directory", "lost");
            var closed = Files.createDirectory(dir.resolve("closed"));
            RealContainers.output(
                    "chown", "99", Files.createDirectory(closed.resolve("in")).toString());
            mode(closed, "rwx------");
            pattern(closed + "/in/" + NAME);
            assertLost(haproxy, "core-directory", "lost");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "mount --bind %1$s %1$s; mount -o remount,bind,ro %1$s | read-only-mount | lost",
                "mount -t tmpfs -o size=1m,mode=777 cores %1$s | disk-space | cut",
                "mount -t tmpfs -o nr_inodes=1,mode=777 cores %1$s | disk-space | lost"
            })
    void looksAtTheFileSystem(String mounted, String check, String fate) throws Exception {
        try (var haproxy =
                start.after("ulimit -c unlimited; " + mounted.formatted(cores)).with("set-dumpable")) {
            assertLost(haproxy, check, fate);
        }
    }

    @Test
    void countsATmpfsAsTheContainersMemory() throws Exception {
        var cgroup = Files.createDirectory(memoryCgroups().resolve("corewatch" + dir.getFileName()));
        try (var haproxy = start.after("ulimit -c unlimited; mount -t tmpfs -o mode=777 cores " + cores)
                .with("set-dumpable")) {
            Files.writeString(cgroup.resolve("cgroup.procs"), haproxy.pid() + "\n");
            boolean first = Files.exists(cgroup.resolve("memory.limit_in_bytes"));
            long used =
                    Long.parseLong(Files.readString(cgroup.resolve(first ? "memory.usage_in_bytes" : "memory.current"))
                            .strip());
            Files.writeString(
                    cgroup.resolve(first ? "memory.limit_in_bytes" : "memory.max"), (used + (1 << 20)) + "\n");

            var checkup = checkup(haproxy, 1);
            assertThat(failures(checkup)).containsExactly("tmpfs-memory");
            haproxy.crash();
        } finally {
            Files.delete(cgroup);
        }
    }

    private static Path memoryCgroups() {
        var first = Path.of("/sys/fs/cgroup/memory");
        return Files.isDirectory(first) ? first : Path.of("/sys/fs/cgroup");
    }

    @Test
    void seesWhoHasTheNameAlready() throws Exception {
        pattern(cores + "/core");
        var there = Files.createFile(cores.resolve("core"));
        try (var haproxy = start.with("set-dumpable", DROPS[0], DROPS[1])) {
            var checkup = proven(haproxy, 0);
            assertThat(problems(checkup)).containsExactly("unique-names");
            assertThat(there).doesNotExist();
            Files.createFile(there);
            RealContainers.output("chown", "0", cores.toString());
            RealContainers.output("chmod", "1777", cores.toString());
            assertLost(haproxy, "unique-names", "lost");
        }
    }

    @Test
    void dumpsAsRootOnlyWhereThatIsSafe() throws Exception {
        Files.writeString(SUID_DUMPABLE, "2\n");
        RealContainers.output("chown", "0:0", cores.toString());
        try (var haproxy = start.at(cores).with(DROPS)) {
            assertThat(failures(proven(haproxy, 0))).isEmpty();
            pattern("core.%P");
            assertLost(haproxy, "suid-dumpable-relative", "lost");
        }
    }

    @Test
    void missesTheMemoryThatTheFilterLeavesOut() throws Exception {
        try (var haproxy = start.with("set-dumpable")) {
            Files.writeString(Path.of("/proc/" + haproxy.pid() + "/coredump_filter"), "0x10\n");
            assertLost(haproxy, "coredump-filter", "cut");
        }
    }

    @Test
    void looksForTheHandlerOnTheHost() throws Exception {
        try (var haproxy = start.with("set-dumpable")) {
            pattern("|" + dir + "/none %P");
            assertLost(haproxy, "pipe-handler", "lost");
            pattern("|/bin/false");
            assertThat(failures(proven(haproxy, 1))).containsExactly("pipe-handler");
            pattern("|" + script("handler", "cat >/dev/null"));
            assertAgrees(proven(haproxy, 0), "unknown");
            pattern("");
            assertLost(haproxy, "core-pattern-setting", "lost");
        }
    }

    @Test
    void knowsThatApportDropsWhatContainersLose() throws Exception {
        pattern("|" + script("apport", "cat >/dev/null"));
        var contained = start.by("prlimit", "--core=unlimited", "unshare", "--pid", "--fork", "--kill-child");
        try (var haproxy = contained.with("set-dumpable")) {
            assertThat(failures(checkup(haproxy, 1))).containsExactly("apport-in-container");
        }
    }

    @Test
    void countsTheHelpersThatRun() throws Exception {
        set("core_pipe_limit", "1");
        pattern("|" + script("handler", "cat >/dev/null; until [ -e " + dir + "/go ]; do sleep 0.02; done"));
        var dying = new ProcessBuilder("sleep", "600").start();
        try (var haproxy = start.with("set-dumpable")) {
            RealContainers.output("kill", "-s", "SEGV", String.valueOf(dying.pid()));
            RealContainers.until("it is being dumped", () -> isDumping(dying.pid()));
            assertLost(haproxy, "core-pipe-limit", "lost");
        } finally {
            Files.createFile(dir.resolve("go"));
            dying.waitFor();
        }
    }

    private static boolean isDumping(long pid) {
        try {
            return Files.readString(Path.of("/proc/" + pid + "/status")).contains("CoreDumping:\t1");
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void looksForWhoListens() throws Exception {
        assumeTrue(Files.exists(SETTINGS.resolve("core_modes")), "this kernel has no coredump sockets (Linux 6.17)");
        pattern("@@" + dir + "/core.sock");
        try (var haproxy = start.with("set-dumpable")) {
            assertLost(haproxy, "socket-server", "lost");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"container-dropped", "container-undumpable"})
    void looksIntoAContainer(String scenario) throws Exception {
        pattern("/cores/" + NAME);
        try (var lab = RunningLab.start(
                kernel.below(),
                "run",
                scenario,
                "--elsewhere",
                "--out",
                dir.resolve("lab").toString())) {
            boolean dumpable = scenario.equals("container-dropped");
            var master = ProcessHandle.of(Long.parseLong(lab.pids())).orElseThrow();
            var worker = master.children().findFirst().orElseThrow();

            var checkup = checkup(
                    dumpable ? 0 : 1, "doctor", "--pid", String.valueOf(worker.pid()), "--prove", "--output", "json");

            assertThat(failures(checkup)).isEqualTo(dumpable ? List.of() : List.of("dumpable-after-user-change"));
            assertThat(checkup.path("processes").path(0).path("namespacePid").asInt())
                    .isEqualTo(lab.ready().path("workerPid").asInt());
            assertAgrees(checkup, dumpable ? "kept" : "lost");
        }
    }

    @Test
    void findsTheHaproxysOfAContainer() throws Exception {
        var id = UUID.randomUUID().toString().replace("-", "").repeat(2);
        var docker = Files.createDirectories(memoryCgroups().resolve("docker"));
        var cgroup = Files.createDirectory(docker.resolve(id));
        try (var haproxy = start.with("set-dumpable")) {
            Files.writeString(cgroup.resolve("cgroup.procs"), haproxy.pid() + "\n");

            var checkup = checkup(0, "doctor", "--container", id.substring(0, 12), "--output", "json");

            assertThat(checkup.path("processes")).hasSize(1);
            assertThat(checkup.path("processes").path(0).path("container").asText())
                    .isEqualTo(id);
        } finally {
            Files.delete(cgroup);
        }
    }

    /** By the checks, by what gaps quote, and by a real crash. */
    private static void assertLost(LoneHaproxy haproxy, String check, String fate) throws Exception {
        var checkup = proven(haproxy, 1);
        assertThat(failures(checkup)).containsExactly(check);
        assertThat(checkup.path("fate").asText()).isEqualTo(fate);
        assertAgrees(checkup, fate);
        var hindrance = Hindrance.of(Path.of("/"), (int) haproxy.pid());
        assertThat(hindrance).isNotNull();
        assertThat(hindrance.check()).isEqualTo(check);
    }

    private static void assertAgrees(JsonNode checkup, String fate) {
        var proof = checkup.path("processes").path(0).path("proof");
        assertThat(proof.path("fate").asText()).as(proof.toString()).isEqualTo(fate);
        assertThat(proof.path("agrees").asBoolean()).isTrue();
    }

    private static JsonNode proven(LoneHaproxy haproxy, int exitCode) throws Exception {
        return checkup(exitCode, "doctor", "--pid", String.valueOf(haproxy.pid()), "--prove", "--output", "json");
    }

    private static JsonNode checkup(LoneHaproxy haproxy, int exitCode) throws Exception {
        return checkup(exitCode, "doctor", "--pid", String.valueOf(haproxy.pid()), "--output", "json");
    }

    private static JsonNode checkup(int exitCode, String... words) throws IOException {
        var shell = Shell.run(words);
        assertThat(shell.exitCode()).as(shell.out() + shell.err()).isEqualTo(exitCode);
        return Json.mapper().readTree(shell.out());
    }

    private static List<String> failures(JsonNode checkup) {
        return named(checkup, "fail");
    }

    private static List<String> problems(JsonNode checkup) {
        var process = new ArrayList<String>();
        checkup.path("processes").path(0).path("checks").forEach(result -> {
            if (!result.path("verdict").asText().equals("pass")) {
                process.add(result.path("check").asText());
            }
        });
        return process;
    }

    private static List<String> named(JsonNode checkup, String verdict) {
        var names = new ArrayList<String>();
        for (var result :
                List.of(checkup.path("node"), checkup.path("processes").path(0).path("checks"))) {
            result.forEach(one -> {
                if (one.path("verdict").asText().equals(verdict)) {
                    names.add(one.path("check").asText());
                }
            });
        }
        return names;
    }

    private Path script(String name, String words) throws IOException {
        var script = Files.writeString(dir.resolve(name), "#!/bin/sh\n" + words + "\n");
        mode(script, "rwxr-xr-x");
        return script;
    }

    private static void mode(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    private static void pattern(String pattern) throws IOException {
        set("core_pattern", pattern);
    }

    private static void set(String name, String value) throws IOException {
        Files.writeString(SETTINGS.resolve(name), value + "\n");
    }
}
