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
        note = dir.resolve("note.json");
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
