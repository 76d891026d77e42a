package dev.corewatch.kubernetes.changes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WorkloadFactsTest {

    @Test
    void anotherImageIsARollout() {
        assertThat(facts(2, template("thing:v7", "a")).rolloutTo(facts(2, template("thing:v8", "a"))))
                .contains(" (image v7 -> v8)");
    }

    @Test
    void aChecksumTellsOfItsConfiguration() {
        assertThat(facts(2, template("thing:v7", "a")).rolloutTo(facts(2, template("thing:v7", "b"))))
                .contains(" (checksum/config changed)");
    }

    @Test
    void aRestartIsARollout() {
        var restarted = new PodTemplateSpecBuilder(template("thing:v7", "a"))
                .editMetadata()
                .addToAnnotations("kubectl.kubernetes.io/restartedAt", "2026-11-26T01:02:03Z")
                .endMetadata()
                .build();

        assertThat(facts(2, template("thing:v7", "a")).rolloutTo(facts(2, restarted)))
                .contains(" (restart)");
    }

    @Test
    void anyOtherChangeOfTheTemplateIsARolloutWithoutDetails() {
        var patient = new PodTemplateSpecBuilder(template("thing:v7", "a"))
                .editSpec()
                .withTerminationGracePeriodSeconds(5L)
                .endSpec()
                .build();

        assertThat(facts(2, template("thing:v7", "a")).rolloutTo(facts(2, patient)))
                .contains("");
    }

    @Test
    void scalingIsNoRollout() {
        var before = facts(2, template("thing:v7", "a"));
        var after = facts(5, template("thing:v7", "a"));

        assertThat(before.rolloutTo(after)).isEmpty();
        assertThat(before.scalingTo(after)).contains(" (2 -> 5)");
        assertThat(before.scalingTo(before)).isEmpty();
    }

    @Test
    void aDaemonSetIsNeverScaled() {
        var facts = WorkloadFacts.of(null, template("thing:v7", "a"));

        assertThat(facts.scalingTo(facts)).isEmpty();
    }

    @Test
    void anEmptyTemplateIsReadable() {
        assertThat(WorkloadFacts.of(null, new PodTemplateSpec()).images()).isEmpty();
        assertThat(WorkloadFacts.of(null, null).images()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "haproxy:zlib, haproxy:slz, zlib -> slz",
        "registry.example:5000/lb/haproxy:2.6, registry.example:5000/lb/haproxy:2.8, 2.6 -> 2.8",
        "haproxy:zlib, registry.example:5000/haproxy-slz:1, haproxy:zlib -> haproxy-slz:1",
        "haproxy, haproxy:2.8, haproxy -> haproxy:2.8",
        "a/b@sha256:0123456789abcdef0123, a/b@sha256:ffff456789abcdef0123, 0123456789ab -> ffff456789ab",
    })
    void imagesAreToldInFewWords(String before, String after, String words) {
        assertThat(Images.between(before, after)).isEqualTo(words);
    }

    private static WorkloadFacts facts(int replicas, PodTemplateSpec template) {
        return WorkloadFacts.of(replicas, template);
    }

    private static PodTemplateSpec template(String image, String checksum) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .addToAnnotations("checksum/config", checksum)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("thing")
                .withImage(image)
                .endContainer()
                .endSpec()
                .build();
    }
}
