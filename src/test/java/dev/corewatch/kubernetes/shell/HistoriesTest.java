package dev.corewatch.kubernetes.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.corewatch.json.Json;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Resources as they come from an API server, also when somebody edited them. */
final class HistoriesTest {

    @Test
    void aResourceWithoutAStatusIsReadable() throws Exception {
        var history = Histories.of(resource("{}", "null"));

        assertThat(history.name()).isEqualTo("shop/edge-0a1b2c3d4e");
        assertThat(history.owner()).isEqualTo("Deployment edge");
        assertThat(history.group().count()).isZero();
        assertThat(history.group().signature().id()).isEqualTo("-");
        assertThat(history.group().signature().title()).isEqualTo("SIGSEGV");
        assertThat(history.group().firstSeen()).isEqualTo(Instant.parse("2026-11-26T01:00:00Z"));
        assertThat(history.sightings()).isEmpty();
    }

    @Test
    void timesThatAreNoneDoNotHideTheRest() throws Exception {
        var history = Histories.of(
                resource(
                        "{}",
                        "{\"count\": 3, \"lastSeen\": \"yesterday\", \"occurrences\": [{\"id\": \"01k0\", \"at\": \"noon\"}, null]}"));

        assertThat(history.group().count()).isEqualTo(3);
        assertThat(history.group().lastSeen()).isEqualTo(Instant.parse("2026-11-26T01:00:00Z"));
        assertThat(history.sightings()).hasSize(1);
    }

    @Test
    void saysWhoAcknowledgedItAndWhy() throws Exception {
        var history = Histories.of(resource(
                "{\"acknowledged\": true, \"note\": \"#4711\", \"fixedIn\": \"2.6.13\"}",
                "{\"acknowledged\": \"yes\"}"));

        assertThat(history.group().acknowledged()).isTrue();
        assertThat(history.group().note()).isEqualTo("#4711 (with kubectl-edit, 2026-11-26T01:02:03Z)");
        assertThat(history.fixedIn()).isEqualTo("2.6.13");
    }

    @Test
    void aReopenedBugIsNotKnownAnyMore() throws Exception {
        var history = Histories.of(
                resource(
                        "{\"acknowledged\": true}",
                        "{\"acknowledged\": \"reopened\", \"reopened\": {\"time\": \"2026-11-26T01:02:03Z\", \"version\": \"2.6.14\", \"generation\": 1}}"));

        assertThat(history.group().acknowledged()).isFalse();
        assertThat(history.reopened()).isEqualTo("by a crash in 2.6.14 at 2026-11-26T01:02:03Z");
    }

    @Test
    void theMostFrequentRequestComesFirst() throws Exception {
        var history = Histories.of(
                resource("{}", "{\"requests\": {\"GET to backend one\": 3, \"POST to backend two\": 11}}"));

        assertThat(history.requests()).isEqualTo(List.of("11 x POST to backend two", "3 x GET to backend one"));
    }

    private static HAProxyCrash resource(String said, String status) throws Exception {
        var resource = Json.mapper().readTree("""
                        {"metadata": {
                           "namespace": "shop", "name": "edge-0a1b2c3d4e", "creationTimestamp": "2026-11-26T01:00:00Z",
                           "managedFields": [
                             {"manager": "corewatch", "time": "2026-11-26T01:00:00Z", "fieldsV1": {"f:spec": {"f:signal": {}}}},
                             {"manager": "kubectl-edit", "time": "2026-11-26T01:02:03Z", "fieldsV1": {"f:spec": {"f:acknowledged": {}}}}]},
                         "status": %s}
                        """.formatted(status));
        var spec = Json.mapper().readTree(said).deepCopy();
        ((ObjectNode) spec)
                .put("container", "haproxy")
                .put("signal", "SIGSEGV")
                .putObject("workloadRef")
                .put("apiVersion", "apps/v1")
                .put("kind", "Deployment")
                .put("name", "edge");
        ((ObjectNode) resource).set("spec", spec);
        return Json.mapper().treeToValue(resource, HAProxyCrash.class);
    }
}
