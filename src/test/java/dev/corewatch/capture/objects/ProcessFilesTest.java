package dev.corewatch.capture.objects;

import static dev.corewatch.capture.objects.Elves.ONE;
import static dev.corewatch.capture.objects.Elves.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Gap;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a directory in place of /proc, as a reader sees it who may not open map_files. */
final class ProcessFilesTest {

    private static final ProcessEntry WORKER = new ProcessEntry(12, "haproxy", 'S', 11, 1, 100);

    @TempDir
    Path directory;

    private ObjectStore objects = unset();

    @BeforeEach
    void makeStore() throws IOException {
        objects = new ObjectStore(directory.resolve("objects"), 1 << 20, Clock.systemUTC());
    }

    @Test
    void takesFilesOfAJailedWorkerFromItsMastersRoot() throws IOException {
        process(12, "jail", "mnt:[1]");
        process(11, "container", "mnt:[1]");
        maps("7f00-7f10 r-xp 00000000 fe:00 5 /usr/sbin/haproxy\n7f10-7f20 r--p 0 fe:00 6 /etc/data\n");
        Elves.write(directory.resolve("container/usr/sbin/haproxy"), ONE);
        assertThat(snapshot()).isEqualTo(new Snapshot(1, 1, List.of()));
        assertThat(objects.find(ONE, ObjectKind.EXECUTABLE)).isPresent();
        assertThat(snapshot().added()).isZero();
    }

    @Test
    void neverLooksIntoTheRootOfAParentInAnotherContainer() throws IOException {
        process(12, "jail", "mnt:[1]");
        process(11, "container", "mnt:[2]");
        maps("7f00-7f10 r-xp 00000000 fe:00 5 /usr/sbin/haproxy\n");
        Elves.write(directory.resolve("container/usr/sbin/haproxy"), ONE);
        var gap = snapshot().gaps().getFirst();
        assertThat(gap.missing()).isEqualTo("libraries");
        assertThat(gap.reason()).contains("/usr/sbin/haproxy of process 12");
    }

    @Test
    void neverFollowsLinksOutOfTheProcesssRoot() throws IOException {
        process(12, "jail", "mnt:[1]");
        maps("7f00-7f10 r-xp 00000000 fe:00 5 /usr/sbin/haproxy\n");
        var ours = Elves.write(directory.resolve("ours"), TWO);
        Files.createDirectories(directory.resolve("jail/usr/sbin"));
        Files.createSymbolicLink(directory.resolve("jail/usr/sbin/haproxy"), ours);
        assertThat(snapshot().gaps()).hasSize(1);
        assertThat(objects.find(TWO, ObjectKind.EXECUTABLE)).isEmpty();
    }

    @Test
    void saysThatADeletedLibraryCannotBeRead() throws IOException {
        process(12, "jail", "mnt:[1]");
        Files.createSymbolicLink(proc(12).resolve("exe"), Path.of("/usr/sbin/haproxy"));
        Elves.write(directory.resolve("jail/lib/libz.so.1"), TWO);
        maps("7f00-7f10 r-xp 00000000 fe:00 5 /lib/libz.so.1 (deleted)\n");
        assertThat(snapshot().gaps().getFirst().reason()).contains("libz.so.1", "replaced");
        assertThat(objects.find(TWO, ObjectKind.EXECUTABLE)).isEmpty();
    }

    @Test
    void saysWhatToDoWhenAProcessRefuses() throws IOException {
        process(12, "jail", "mnt:[1]");
        Files.createSymbolicLink(proc(12).resolve("maps"), Path.of("maps"));
        runsAs("12", 99);
        runsAs("self", 99);
        assertThat(snapshot().gaps().getFirst().reason()).contains("process 12 (haproxy)", "set-dumpable");
    }

    @Test
    void saysOnceWhyNoFileOfAJailedWorkerCanBeHadWhenItsMasterRefuses() throws IOException {
        process(12, "jail", "mnt:[1]");
        Files.createDirectories(proc(11));
        runsAs("11", 0);
        runsAs("self", 99);
        maps("7f00-7f10 r-xp 00000000 fe:00 5 /usr/sbin/haproxy\n7f10-7f20 r-xp 0 fe:00 6 /lib/libz.so.1\n");
        assertThat(snapshot().gaps())
                .singleElement()
                .extracting(Gap::reason)
                .asString()
                .startsWith("/usr/sbin/haproxy, /lib/libz.so.1 of process 12 not kept: is not below the process's root")
                .contains("its parent (process 11)", "runs as 0:0, corewatch as 99:99");
    }

    @Test
    void takesTheProgramOfAJailedWorkerByItsProcLink() throws IOException {
        process(12, "jail", "mnt:[1]");
        var program = Elves.write(directory.resolve("outside/haproxy"), ONE);
        Files.createSymbolicLink(proc(12).resolve("exe"), program);
        maps("7f00-7f10 r-xp 00000000 fe:00 5 " + program + "\n");
        assertThat(snapshot().gaps()).isEmpty();
        assertThat(objects.find(ONE, ObjectKind.EXECUTABLE)).isPresent();
    }

    private void runsAs(String process, int uid) throws IOException {
        var status =
                Files.createDirectories(directory.resolve("proc/" + process)).resolve("status");
        Files.writeString(
                status,
                "Name:\thaproxy\nUid:\t%1$d\t%1$d\t%1$d\t%1$d\nGid:\t%1$d\t%1$d\t%1$d\t%1$d\nCapPrm:\t0\nCapEff:\t0\n"
                        .formatted(uid));
    }

    private Snapshot snapshot() throws IOException {
        var kept = new KeptProcesses(directory.resolve("objects"), "boot", Clock.systemUTC());
        return new ProcessFiles(new ProcessTable(directory.resolve("proc")), objects, kept).snapshot(WORKER);
    }

    private void process(int pid, String root, String namespace) throws IOException {
        Files.createDirectories(proc(pid).resolve("ns"));
        Files.createSymbolicLink(proc(pid).resolve("ns/mnt"), Path.of(namespace));
        Files.createSymbolicLink(proc(pid).resolve("root"), Files.createDirectories(directory.resolve(root)));
    }

    private void maps(String text) throws IOException {
        Files.writeString(proc(12).resolve("maps"), text);
    }

    private Path proc(int pid) {
        return directory.resolve("proc/" + pid);
    }

    @SuppressWarnings("NullAway") // set before each test
    private static ObjectStore unset() {
        return null;
    }
}
