package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the agent is allowed, said in three places. */
final class RightTest {

    private static final Path UNIT = Path.of("src/main/systemd/corewatch-agent.service");
    private static final String SET = "CapabilityBoundingSet=";

    /** Capabilities of Linux 6.18: all but those that the agent has no use for. */
    @Test
    void tellsWhatIsMissing() {
        assertThat(Right.missing(-1)).isEmpty();
        assertThat(Right.missing(0)).containsExactly(Right.values());
        assertThat(Right.missing(~(1L << 19))).containsExactly(Right.SYS_PTRACE);
    }

    @Test
    void theUnitGrantsJustThese() throws IOException {
        assertThat(granted()).containsExactlyInAnyOrderElementsOf(words().toList());
    }

    @Test
    void thePageSaysWhatEachIsFor() throws IOException {
        var page = Files.readString(Path.of("docs/agent.md"));
        assertThat(page)
                .contains(Arrays.stream(Right.values())
                        .map(right -> "| " + right.word() + " | " + right.loss() + " |")
                        .toList());
    }

    /** As the unit has them. */
    static Stream<String> granted() throws IOException {
        return Files.readAllLines(UNIT).stream()
                .filter(line -> line.startsWith(SET))
                .flatMap(line -> Stream.of(line.substring(SET.length()).split(" ", -1)));
    }

    private static Stream<String> words() {
        return Arrays.stream(Right.values()).map(Right::word);
    }
}
