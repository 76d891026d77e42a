package dev.corewatch.app;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.lab.RunningLab;
import dev.corewatch.lab.TakenKernel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The agent with just the capabilities that its unit grants, in a mount namespace of its own as there. */
final class AgentRightsIT {

    private final ShortDirectory directory = ShortDirectory.create();
    private final Path dir = directory.path();

    private TakenKernel kernel;

    @BeforeEach
    void take() throws IOException {
        kernel = TakenKernel.take();
    }

    @AfterEach
    void giveBack() throws IOException {
        kernel.close();
        directory.close();
    }

    @Test
    void theyAreEnoughForTheHaproxyOfAnotherUserInAContainer() throws Exception {
        var out = dir.resolve("lab").toString();
        try (var agent = agent("");
                var lab = RunningLab.start(kernel.below(), "run", "container", "--elsewhere", "--out", out)) {
            agent.until("the agent knows HAProxy", () -> agent.log().contains("kept anew") ? true : null);
            lab.kill();
            var report = agent.until("the report", this::report);

            assertThat(agent.log()).contains("by socket").doesNotContain("is missing");
            assertThat(report.path("stack").path("trust").asText()).isEqualTo("verified");
            assertThat(report.path("notes").toString()).doesNotContain("debugger");
        }
    }

    @Test
    void saysWhichOneIsMissing() throws Exception {
        try (var agent = agent("CAP_SYS_PTRACE")) {
            assertThat(agent.log())
                    .contains(
                            "CAP_SYS_PTRACE is missing: " + Right.SYS_PTRACE.loss(),
                            "cores don't come by socket",
                            "by pipe");
        }
    }

    private @Nullable JsonNode report() throws IOException {
        return new Occurrences(dir)
                .all().stream()
                        .filter(o -> o.has("report"))
                        .map(o -> o.path("report"))
                        .findFirst()
                        .orElse(null);
    }

    /** @param less one of them that it isn't granted */
    private RunningRole agent(String less) throws Exception {
        var set = RightTest.granted()
                .filter(right -> !right.equals(less))
                .map(right -> ",+" + right.substring("CAP_".length()).toLowerCase(Locale.ROOT))
                .collect(joining());
        var within = List.of("unshare", "--mount", "setpriv", "--bounding-set", "-all" + set);
        return RunningRole.agent(dir, Map.of("COREWATCH_AGENT_FULL", "never"), within);
    }
}
