package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.app.config.AgentConfig.Mode;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreOwner;
import dev.corewatch.kernel.settings.CoreSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which way is chosen, on a directory that stands for the kernel's settings. */
final class HandoverTest {

    @TempDir
    Path kernel;

    private final List<String> events = new ArrayList<>();

    @BeforeEach
    void haveAKernel() throws IOException {
        Files.writeString(kernel.resolve("core_pattern"), "|/apport\n");
        Files.writeString(kernel.resolve("core_pipe_limit"), "0\n");
        Files.writeString(kernel.resolve("core_modes"), "file\npipe\nsocket\n");
    }

    @Test
    void takesTheFirstThatIsProven() throws IOException {
        try (var handover = Handover.begin(Mode.AUTO, means("SOCKET"))) {
            assertThat(handover.mode()).isEqualTo(CoreMode.PIPE);
            assertThat(pattern()).isEqualTo("/to/PIPE");
            assertThat(events).containsExactly("open SOCKET", "close SOCKET", "open PIPE");
            assertThat(handover.holds()).isTrue();
        }
        assertThat(pattern()).isEqualTo("|/apport");
        assertThat(events).last().isEqualTo("close PIPE");
    }

    @Test
    void doesNotTryWhatTheKernelDoesNotOffer() throws IOException {
        Files.writeString(kernel.resolve("core_modes"), "file\npipe\n");
        try (var handover = Handover.begin(Mode.AUTO, means("nothing"))) {
            assertThat(handover.mode()).isEqualTo(CoreMode.PIPE);
            assertThat(events).containsExactly("open PIPE");
        }
    }

    @Test
    void leavesTheKernelAsItWasWhenNothingWorks() throws IOException {
        assertThatThrownBy(() -> Handover.begin(Mode.AUTO, means("SOCKET PIPE FILE")))
                .hasMessageContainingAll("socket: no core came", "pipe: no core came", "file: no core came");
        assertThat(pattern()).isEqualTo("|/apport");
        assertThat(events).filteredOn(event -> event.startsWith("close")).hasSize(3);
    }

    @Test
    void triesOnlyTheOneThatWasAskedFor() {
        assertThatThrownBy(() -> Handover.begin(Mode.SOCKET, means("SOCKET")))
                .hasMessageContaining("socket: no core came");
        assertThat(events).containsExactly("open SOCKET", "close SOCKET");
    }

    @Test
    void seesThatSomebodyElseHasSetThePattern() throws IOException {
        try (var handover = Handover.begin(Mode.PIPE, means("nothing"))) {
            Files.writeString(kernel.resolve("core_pattern"), "core\n");
            assertThat(handover.holds()).isFalse();
        }
    }

    /** @param failing the ways by which no core comes */
    private Handover.Means means(String failing) {
        var settings = new CoreSettings(kernel, _ -> {});
        var owner = new CoreOwner(settings, kernel.resolve("note.json"), "boot");
        return new Handover.Means(settings, owner, this::open, () -> {
            if (failing.contains(pattern().substring("/to/".length()))) {
                throw new IOException("no core came");
            }
        });
    }

    private Handover.Source open(CoreMode mode) {
        events.add("open " + mode);
        return new Handover.Source("/to/" + mode, () -> events.add("close " + mode));
    }

    private String pattern() throws IOException {
        return Files.readString(kernel.resolve("core_pattern")).strip();
    }
}
