package dev.corewatch.kubernetes.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DocumentsTest {

    private static final Instant NOW = Instant.parse("2026-11-26T02:00:00Z");

    private final Documents documents = new Documents(() -> NOW);

    @Test
    void readsWhatAnAgentSends() throws RefusedException, IOException {
        var occurrence = Reports.of(2, NOW.minusSeconds(1), Reports.CONTAINER);

        assertThat(documents.read(Reports.ID, Json.mapper().writeValueAsBytes(occurrence)))
                .isEqualTo(occurrence);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "[]",
                "7",
                "{",
                "{\"schema\":1}",
                "{\"schema\":\"1\"}",
                "\u0000",
                "{\"schema\":1,\"id\":[]}"
            })
    void refusesWhatIsNoOccurrence(String body) {
        assertThat(refusal(body.getBytes(StandardCharsets.UTF_8)).status()).isEqualTo(400);
    }

    @Test
    void saysWhatIsMissing() {
        assertThat(changed(document -> document.remove("identity")).message()).contains("identity is missing");
        assertThat(changed(document -> workload(document).remove("namespace")).message())
                .contains("workload.namespace is missing");
        assertThat(changed(document -> report(document).remove("kind")).message())
                .contains("report.kind is missing");
        assertThat(changed(document -> document.withArray("gaps").addObject().put("missing", "core"))
                        .message())
                .contains("gaps[].reason is missing");
    }

    @Test
    void refusesNullsInLists() {
        assertThat(changed(document -> report(document).withArray("advice").addNull())
                        .status())
                .isEqualTo(400);
    }

    @Test
    void refusesAnotherIdThanThePaths() {
        assertThat(changed(document -> document.put("id", "01kb0000000000000000000002"))
                        .message())
                .contains("the path says");
    }

    @Test
    void refusesWhatBelongsToNoPod() {
        assertThat(changed(document -> workload(document).remove("pod")).message())
                .contains("workload.pod");
        assertThat(changed(document -> workload(document).put("pod", "../../secrets"))
                        .message())
                .contains("no names of Kubernetes");
        assertThat(changed(document -> workload(document).put("namespace", "a/b"))
                        .message())
                .contains("no names of Kubernetes");
    }

    @Test
    void asksForAnUpgradeWhenTheSchemaIsNewer() {
        var refusal = changed(document -> document.put("schema", 2));

        assertThat(refusal.status()).isEqualTo(422);
        assertThat(refusal.retry()).isTrue();
        assertThat(refusal.message()).contains("upgrade the controller");
    }

    @Test
    void ignoresNamesThatItDoesNotKnow() throws RefusedException, IOException {
        var document = document();
        document.put("news", "of a later version");

        assertThat(documents
                        .read(Reports.ID, Json.mapper().writeValueAsBytes(document))
                        .id())
                .isEqualTo(Reports.ID);
    }

    @Test
    void refusesTimesThatCannotBe() {
        var future = changed(document ->
                document.put("captured", NOW.plus(Duration.ofDays(1)).toString()));
        var past = changed(document ->
                document.put("captured", NOW.minus(Duration.ofDays(31)).toString()));
        var never = changed(document -> document.put("captured", "1e308"));

        assertThat(future.reason()).isEqualTo("future");
        assertThat(future.retry()).isTrue();
        assertThat(past.reason()).isEqualTo("past");
        assertThat(past.retry()).isFalse();
        assertThat(never.retry()).isFalse();
    }

    @Test
    void refusesARevisionThatIsNone() {
        assertThat(changed(document -> document.put("revision", 0)).message()).contains("revision");
    }

    @Test
    void boundsTextsListsAndDepth() {
        assertThat(changed(document -> report(document).withArray("notes").add("x".repeat(Documents.LONGEST_TEXT + 1)))
                        .message())
                .contains(".report.notes[] has more than");
        assertThat(changed(document -> {
                            var frames = ((ObjectNode) report(document).get("stack")).withArray("frames");
                            for (int i = 0; i <= Documents.MOST_FRAMES; i++) {
                                frames.addObject();
                            }
                        })
                        .message())
                .contains(".report.stack.frames has more than 1024 elements");
        assertThat(refusal(("{\"schema\":1,\"a\":" + "[".repeat(500) + "]".repeat(500) + "}")
                                .getBytes(StandardCharsets.UTF_8))
                        .message())
                .contains("nested too deeply");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "01KB0000000000000000000001", "01kb000000000000000000000i", "81kb0000000000000000000001", "x"
            })
    void knowsIds(String text) {
        assertThat(OccurrenceId.isId(text)).isFalse();
        assertThat(OccurrenceId.isId(Reports.ID)).isTrue();
    }

    private Refusal changed(Consumer<ObjectNode> change) {
        var document = document();
        change.accept(document);
        return refusal(document.toString().getBytes(StandardCharsets.UTF_8));
    }

    private Refusal refusal(byte[] body) {
        return catchThrowableOfType(RefusedException.class, () -> documents.read(Reports.ID, body))
                .refusal();
    }

    private static ObjectNode document() {
        return Json.mapper().valueToTree(Reports.of(2, NOW.minusSeconds(1), Reports.CONTAINER));
    }

    private static ObjectNode workload(ObjectNode document) {
        return (ObjectNode) document.get("workload");
    }

    private static ObjectNode report(ObjectNode document) {
        return (ObjectNode) document.get("report");
    }
}
