package dev.corewatch.identity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class VictimsTest {

    @TempDir
    Path proc;

    @BeforeEach
    void makeProcess() throws IOException {
        Files.createDirectories(proc.resolve("812"));
        command("haproxy");
        write("cgroup", "4:memory:/docker/" + Dead.ID + "\n0::/\n");
        write("environ", "PATH=/bin\0MARATHON_APP_ID=/edge\0");
        Files.createSymbolicLink(proc.resolve("812/exe"), Path.of("/usr/sbin/haproxy (deleted)"));
    }

    @Test
    void readsWhoDied() throws IOException {
        var victim = victim();

        assertThat(victim)
                .isEqualTo(new Victim(
                        812,
                        7,
                        8742,
                        99,
                        "haproxy",
                        "/usr/sbin/haproxy (deleted)",
                        new Placement(
                                List.of("4:memory:/docker/" + Dead.ID, "0::/"),
                                new Container(ContainerRuntime.DOCKER, Dead.ID, null),
                                null,
                                List.of()),
                        Map.of("MARATHON_APP_ID", "/edge")));
        assertThat(victim.program()).isEqualTo("haproxy");
    }

    /** CVE-2021-25682, 25683, 25684: the command is the process's own choice. */
    @Test
    void isNotFooledByTheCommand() throws IOException {
        for (var name : List.of(
                "\rUid:\t0\t0\t0",
                "\rNSpid:\t1\r",
                "\u0085NSpid:\t1\u0085",
                "a) R 1 1 1 1 (",
                "))) S 1 (",
                "a\nUid:\t0",
                "",
                " ")) {
            command(name);

            var victim = victim();

            assertThat(List.of(victim.pid(), victim.uid(), victim.startTime()))
                    .as(name)
                    .isEqualTo(List.of(7, 99, 8742L));
            assertThat(victim.command()).isEqualTo(name);
        }
    }

    @Test
    void losesOnlyWhatCannotBeRead() throws IOException {
        for (var name : List.of("cgroup", "environ", "exe")) {
            Files.delete(proc.resolve("812").resolve(name));
        }

        var victim = victim();

        assertThat(victim.pid()).isEqualTo(7);
        assertThat(victim.executable()).isNull();
        assertThat(victim.program()).isEmpty();
        assertThat(victim.environment()).isEmpty();
        assertThat(victim.container()).isNull();
        assertThat(victim.placement().notes().toString()).contains("its cgroups can't be read");
    }

    @Test
    void readsABoundedPartOfAnEnvironment() throws IOException {
        write("environ", "X=" + "x".repeat(1 << 20) + "\0MARATHON_APP_ID=/edge\0");

        assertThat(victim().environment()).isEmpty();
    }

    @Test
    void saysThatAProcessIsGone() {
        assertThatThrownBy(() -> new Victims(proc).of(813))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("the process is gone");
    }

    private Victim victim() throws IOException {
        return new Victims(proc).of(812);
    }

    /** As the kernel writes it: newline and backslash escaped in status, nothing in stat. */
    private void command(String name) throws IOException {
        var escaped = name.replace("\\", "\\\\").replace("\n", "\\n");
        write("status", "Name:\t" + escaped + "\nUmask:\t0022\nUid:\t99\t99\t99\t99\nNSpid:\t812\t7\nThreads:\t1\n");
        write("stat", "812 (" + name + ") S 1 12 12 0 -1 4194560 1 0 0 0 0 0 0 0 20 0 4 0 8742 1 2 3\n");
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(proc.resolve("812").resolve(name), text, ISO_8859_1);
    }
}
