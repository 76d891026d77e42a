package dev.corewatch.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.Verdict;
import dev.corewatch.doctor.facts.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorTest {

    @TempDir
    Path dir;

    private FakeRoot root;

    @BeforeEach
    void make() throws IOException {
        root = new FakeRoot(dir);
    }

    @Test
    void saysWhereTheCoreWouldGo() throws IOException {
        var checkup = doctor().of(List.of(doctor().examine(FakeRoot.PID)));

        assertThat(checkup.fate()).as(checkup.toString()).isEqualTo(Fate.KEPT);
        assertThat(checkup.summary())
                .isEqualTo(
                        "a crash of HAProxy 4711 now: its core would be written to /cores/core.haproxy.4711.TIME in its"
                                + " jail " + root.jail());
        assertThat(checkup.processes().getFirst().namespacePid()).isEqualTo(8);
        assertThat(Hindrance.of(dir, FakeRoot.PID)).isNull();
    }

    @Test
    void namesTheWorstHindrance() throws IOException {
        root.limit("1048576", "1048576");
        assertThat(fate()).isEqualTo(Fate.CUT);
        assertHindrance("core-limit");

        Files.delete(root.jail().resolve("cores"));
        assertThat(fate()).isEqualTo(Fate.LOST);
        assertHindrance("chroot");
        assertThat(doctor().examine(FakeRoot.PID).summary())
                .startsWith("LOST: a crash of HAProxy 4711 now leaves no core: ")
                .endsWith("/cores is not there (chroot)");
    }

    @Test
    void seesThatAnotherUsersProcIsNotItsOwn() throws IOException {
        root.user(64999, 64999);

        assertHindrance("dumpable-after-user-change");
        assertThat(failing()).contains("dumpable-after-user-change", "chroot");
    }

    @Test
    void looksForTheHandlerOnTheHost() throws IOException {
        root.pattern("|/opt/handler %P");
        assertHindrance("pipe-handler");

        root.write("host/opt/handler", "");
        assertHindrance("pipe-handler");
        assertThat(root.host().resolve("opt/handler").toFile().setExecutable(true))
                .isTrue();
        assertThat(Hindrance.of(dir, FakeRoot.PID)).isNull();
        assertThat(doctor().examine(FakeRoot.PID).core()).isEqualTo("/opt/handler");
    }

    @Test
    void looksForWhoListensAtTheSocket() throws IOException {
        root.pattern("@@/run/cores.sock");
        assertHindrance("socket-server");

        root.write("host/run/cores.sock", "");
        root.link("proc/77/ns/net", "net:[2]");
        assertHindrance("socket-server");
        root.write("proc/77/net/unix", """
                Num       RefCount Protocol Flags    Type St Inode Path
                0000000000000000: 00000002 00000000 00010000 0001 01 4 /run/cores.sock
                """);
        assertThat(Hindrance.of(dir, FakeRoot.PID)).isNull();
    }

    @Test
    void takesAnAtSignForAFileOnAnOlderKernel() throws IOException {
        Files.delete(dir.resolve("proc/sys/kernel/core_modes"));
        root.write("proc/sys/kernel/osrelease", "5.15.0-91-generic\n");
        root.pattern("@@/run/cores.sock");

        assertHindrance("chroot");
    }

    @Test
    void resolvesLinksInTheJailAndNotOnTheHost() throws IOException {
        Files.delete(root.jail().resolve("cores"));
        Files.createSymbolicLink(root.jail().resolve("cores"), Path.of("/var/cores"));
        assertHindrance("chroot");

        Files.createDirectories(root.jail().resolve("var/cores"));
        assertThat(Hindrance.of(dir, FakeRoot.PID)).isNull();
    }

    @Test
    void knowsGvisorByItsVersionAndItsMissingSetting() throws IOException {
        root.write("proc/version", "Linux version 4.4.0 #1 SMP Sun Jan 10 15:06:54 PST 2016");
        Files.delete(dir.resolve("proc/sys/kernel/core_pattern"));

        assertHindrance("sandboxed-kernel");
    }

    @Test
    void countsWhatTheMemoryCgroupLeavesAtEveryLevel() throws IOException {
        root.write("proc/4711/cgroup", "4:memory:/pod/haproxy\n0::/\n");
        root.write("sys/fs/cgroup/memory/pod/memory.limit_in_bytes", "1000\n");
        root.write("sys/fs/cgroup/memory/pod/memory.usage_in_bytes", "900\n");
        root.write("sys/fs/cgroup/memory/pod/haproxy/memory.limit_in_bytes", "9223372036854771712\n");
        root.write("sys/fs/cgroup/memory/pod/haproxy/memory.usage_in_bytes", "800\n");

        assertThat(doctor().patient(FakeRoot.PID).place())
                .extracting(Place::memoryLeft)
                .isEqualTo(100L);
    }

    @Test
    void saysThatAProcessIsNotThere() {
        assertThatThrownBy(() -> doctor().examine(12)).isInstanceOf(NoSuchFileException.class);
        assertThat(Hindrance.of(dir, 12)).isNull();
    }

    private Doctor doctor() {
        return new Doctor(dir, List.of());
    }

    private Fate fate() throws IOException {
        return doctor().examine(FakeRoot.PID).fate();
    }

    private List<String> failing() throws IOException {
        return doctor().examine(FakeRoot.PID).checks().stream()
                .filter(result -> result.verdict() == Verdict.FAIL)
                .map(CheckResult::check)
                .toList();
    }

    private void assertHindrance(String check) {
        var hindrance = Hindrance.of(dir, FakeRoot.PID);
        assertThat(hindrance).isNotNull();
        assertThat(hindrance.check()).as(hindrance.toString()).isEqualTo(check);
        assertThat(hindrance.reason()).isNotBlank();
    }
}
