package dev.corewatch.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CoreOwnerTest {

    private static final Map<String, String> OURS = CoreMode.PIPE.settings("|/helper");

    @TempDir
    Path dir;

    private Path kernel;
    private Path note;

    @BeforeEach
    void haveAKernel() throws IOException {
        kernel = Files.createDirectory(dir.resolve("kernel"));
        note = dir.resolve("note");
        set("core_pattern", "|/usr/share/apport/apport -p%p");
        set("core_pipe_limit", "0");
    }

    @Test
    void putsBackWhatItFound() throws IOException {
        var owner = owner("boot");
        owner.take(OURS);
        assertThat(get("core_pattern")).isEqualTo("|/helper");
        assertThat(get("core_pipe_limit")).isNotEqualTo("0");
        assertThat(owner.owns("|/helper")).isTrue();

        owner.restore();
        assertThat(get("core_pattern")).isEqualTo("|/usr/share/apport/apport -p%p");
        assertThat(get("core_pipe_limit")).isEqualTo("0");
        assertThat(note).doesNotExist();
    }

    @Test
    void remembersWhatAKilledOneFound() throws IOException {
        owner("boot").take(OURS);
        var next = owner("boot");
        next.take(CoreMode.SOCKET.settings("@@/socket"));

        next.restore();
        assertThat(get("core_pattern")).isEqualTo("|/usr/share/apport/apport -p%p");
    }

    @Test
    void knowsThatSettingsEndWithTheBoot() throws IOException {
        owner("boot").take(OURS);
        set("core_pattern", "core");
        set("core_pipe_limit", "0");
        var next = owner("next boot");
        next.take(OURS);

        next.restore();
        assertThat(get("core_pattern")).isEqualTo("core");
    }

    @Test
    void leavesWhatSomebodyElseHasSet() throws IOException {
        var owner = owner("boot");
        owner.take(OURS);
        set("core_pattern", "|/systemd-coredump %p");
        assertThat(owner.foreign()).isEqualTo(Map.of("core_pattern", "|/systemd-coredump %p"));

        assertThat(owner.restore()).isEqualTo(Map.of("core_pattern", "|/systemd-coredump %p"));
        assertThat(get("core_pattern")).isEqualTo("|/systemd-coredump %p");
        assertThat(get("core_pipe_limit")).isEqualTo("0");
        assertThat(note).doesNotExist();
    }

    @Test
    void takesWhatSomebodyElseHasSetAfterAKillForWhatWasThere() throws IOException {
        owner("boot").take(OURS);
        set("core_pattern", "|/systemd-coredump %p");
        var next = owner("boot");
        assertThat(next.previousPattern()).isEqualTo("|/systemd-coredump %p");
        next.take(OURS);

        assertThat(next.restore()).isEmpty();
        assertThat(get("core_pattern")).isEqualTo("|/systemd-coredump %p");
        assertThat(get("core_pipe_limit")).isEqualTo("0");
    }

    @Test
    void holdsWithoutForgettingWhatItFound() throws IOException {
        var owner = owner("boot");
        owner.take(OURS);
        set("core_pattern", "|/evil");
        owner.takeAgain();
        assertThat(owner.foreign()).isEmpty();

        assertThat(owner.restore()).isEmpty();
        assertThat(get("core_pattern")).isEqualTo("|/usr/share/apport/apport -p%p");
    }

    @Test
    void holdsNothingOnceItIsPutBack() throws IOException {
        var owner = owner("boot");
        owner.take(OURS);
        owner.restore();

        owner.takeAgain();
        assertThat(owner.foreign()).isEmpty();
        assertThat(get("core_pattern")).isEqualTo("|/usr/share/apport/apport -p%p");
    }

    @Test
    void notesInLinesThatTheGuardReads() throws IOException {
        owner("boot").take(CoreMode.SOCKET.settings("@@/socket"));
        owner("boot").take(OURS);

        assertThat(Files.readAllLines(note))
                .containsExactlyInAnyOrder(
                        "boot=boot",
                        "core_pipe_limit=0",
                        "core_pattern=|/usr/share/apport/apport -p%p",
                        "ours.core_pipe_limit=0",
                        "ours.core_pipe_limit=256",
                        "ours.core_pattern=@@/socket",
                        "ours.core_pattern=|/helper");
    }

    @Test
    void doesWithoutASettingThatTheKernelHasNot() throws IOException {
        owner("boot").take(OURS);

        assertThat(kernel.resolve("core_sort_vma")).doesNotExist();
    }

    @Test
    void asksTheKernelForSockets() throws IOException {
        var settings = new CoreSettings(kernel, _ -> {});
        assertThat(settings.offers(CoreMode.SOCKET)).isFalse();
        assertThat(settings.offers(CoreMode.PIPE)).isTrue();

        set("core_modes", "file\npipe\nsocket");
        assertThat(settings.offers(CoreMode.SOCKET)).isTrue();
    }

    private CoreOwner owner(String boot) {
        return new CoreOwner(new CoreSettings(kernel, _ -> {}), note, boot);
    }

    private void set(String name, String value) throws IOException {
        Files.writeString(kernel.resolve(name), value + "\n");
    }

    private String get(String name) throws IOException {
        return Files.readString(kernel.resolve(name)).strip();
    }
}
