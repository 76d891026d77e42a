package dev.corewatch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As root, since only root can become somebody else. */
final class SandboxIT {

    private static final Bounds BOUNDS = Bounds.ofTime(Duration.ofSeconds(10));
    private static final SandboxUser NOBODY = new SandboxUser(64_999, 64_998);

    private final BoundedProcess processes = new BoundedProcess(Programs.installed());
    private final Sandbox sandbox = new Sandbox(processes, NOBODY);

    @TempDir
    Path dir;

    private Path core;

    @BeforeEach
    void aCoreEverybodyMayRead() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "needs root");
        core = Files.writeString(dir.resolve("core"), "core");
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(core, PosixFilePermissions.fromString("rw-r--r--"));
    }

    @Test
    void runsAsAnotherUserWithoutCapabilities() throws Exception {
        var status = run("cat", "/proc/self/status");

        assertThat(status)
                .containsPattern("Uid:\t64999\t64999")
                .containsPattern("Gid:\t64998\t64998")
                .containsPattern("CapEff:\t0{16}")
                .containsPattern("CapBnd:\t0{16}")
                .containsPattern("NoNewPrivs:\t1");
        assertThat(sandbox.around(List.of(core)).notes()).isEmpty();
    }

    @Test
    void hasNoNetworkButAnUnusedLoopback() throws Exception {
        assertThat(interfaces(run("cat", "/proc/self/net/dev"))).containsExactly("lo");
    }

    @Test
    void killsADaemonThatHidesItsEnvironment() throws Exception {
        var marker = "corewatch-sandbox-" + ProcessHandle.current().pid();
        var script = "(env -i setsid sh -c 'sleep 1000; : %s' &); sleep 1000".formatted(marker);
        var command = Command.of("sh", "-c", script).within(sandbox.around(List.of(core)));

        assertThat(processes.run(command, Bounds.ofTime(Duration.ofSeconds(1)))).isInstanceOf(Outcome.TimedOut.class);

        assertThat(ProcessHandle.allProcesses().map(p -> p.info().commandLine().orElse("")))
                .noneMatch(line -> line.contains(marker));
    }

    @Test
    void readsACoreOfItsOwnerAloneAsThatOwnerAndSaysSo() throws Exception {
        Files.setPosixFilePermissions(core, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(core, "unix:uid", 64_990);

        var confinement = sandbox.around(List.of(core));

        assertThat(run("cat", core.toString())).isEqualTo("core");
        assertThat(run("id", "-u").strip()).isEqualTo("64990");
        assertThat(confinement.notes()).singleElement().asString().contains("64990", core.toString());
    }

    @Test
    void readsWhatItsGroupMayRead() throws Exception {
        Files.setPosixFilePermissions(core, PosixFilePermissions.fromString("rw-r-----"));
        Files.setAttribute(core, "unix:gid", NOBODY.gid());

        assertThat(run("cat", core.toString())).isEqualTo("core");
        assertThat(run("id", "-u").strip()).isEqualTo("64999");
    }

    @Test
    void needsEveryDirectoryOnTheWayToBeSearchable() throws Exception {
        Files.setPosixFilePermissions(dir, PosixFilePermissions.fromString("rwx------"));

        assertThat(sandbox.around(List.of(core)).notes()).hasSize(1);
    }

    @Test
    void withoutRootLosesTheNetworkAndTheWayToMorePrivileges() throws Exception {
        var confinement = new Sandbox(processes, NOBODY, false).around(List.of(core));

        assertThat(confinement.notes()).isEmpty();
        assertThat(run(confinement, "cat", "/proc/self/status")).containsPattern("NoNewPrivs:\t1");
        assertThat(interfaces(run(confinement, "cat", "/proc/self/net/dev"))).containsExactly("lo");
    }

    @Test
    void saysWhatIsMissingWhereUtilLinuxIs() throws Exception {
        var bare = Files.createDirectory(dir.resolve("bin"));
        Files.createSymbolicLink(bare.resolve("true"), Path.of("/bin/true"));
        var poor = new BoundedProcess(Programs.on(bare.toString()));

        var confinement = new Sandbox(poor, NOBODY).around(List.of(core));

        assertThat(confinement.prefix()).isEmpty();
        assertThat(confinement.notes())
                .hasSize(2)
                .allSatisfy(note -> assertThat(note).contains("util-linux"));
    }

    private static List<String> interfaces(String table) {
        return table.lines()
                .skip(2)
                .map(line -> line.replaceAll(":.*", "").strip())
                .toList();
    }

    private String run(String... words) throws Exception {
        return run(sandbox.around(List.of(core)), words);
    }

    private String run(Confinement confinement, String... words) throws Exception {
        var outcome = processes.run(Command.of(words).within(confinement), BOUNDS);
        return ((Outcome.Exited) outcome).output().out();
    }
}
