package dev.corewatch.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Testimony;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class JsonTest {

    @Test
    void writesEnumsInKebabCaseAndReadsThemBack() throws Exception {
        var json = Json.mapper().writeValueAsString(Map.of("kind", CrashKind.NULL_CALL));
        assertThat(json).isEqualTo("{\"kind\":\"null-call\"}");
        assertThat(Json.mapper().readValue("\"stack-overflow\"", CrashKind.class))
                .isEqualTo(CrashKind.STACK_OVERFLOW);
    }

    @Test
    void leavesOutWhatIsUnknownAndKeepsTimesReadable() throws Exception {
        var identity = new Identity(null, null, 7, null, null, Instant.parse("2026-11-23T10:00:00Z"));
        var json = Json.mapper().writeValueAsString(identity);
        assertThat(json).isEqualTo("{\"pid\":7,\"timeOfDeath\":\"2026-11-23T10:00:00Z\"}");
        assertThat(Json.mapper().readValue(json, Identity.class)).isEqualTo(identity);
    }

    @Test
    void writesNothingThatIsOnlyAsked() throws Exception {
        var kill = Testimony.ofKernel(7, "haproxy", CrashKind.MEMORY, null, null, "line");

        assertThat(kill.isHaproxys()).isTrue();
        assertThat(Json.mapper().valueToTree(kill).has("haproxys")).isFalse();
    }
}
