package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.lab.ControlPlane;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands against a real API server, as people start them: a process each, by the launcher, on the class path that it gives them. */
final class ClusterCommandsIT {

    private static final String NAME = "edge-0a1b2c3d4e";
    private static final String OCCURRENCE = "01k0abcdefghjkmnpqrstvwxyz";
    private static final PatchContext MERGE =
            new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();

    private static final String STATUS = """
            {"status": {
              "summary": "SIGSEGV in memcpy <- libz.so.1\\u001b[31m, POST to backend thing_two, gzip",
              "kind": "memory", "count": 14, "acknowledged": "no", "knownFix": "5cd57cf2 (2.6.13)",
              "firstSeen": "2026-11-25T23:02:11Z", "lastSeen": "2026-11-26T01:02:03Z",
              "frames": ["memcpy (libc.so.6)", "deflate (libz.so.1)"],
              "requests": {"POST to backend thing_two, gzip": 11},
              "versions": ["2.6.12-1+deb12u1"],
              "occurrences": [{
                "id": "%s", "revision": 1, "at": "2026-11-26T01:02:03Z", "pod": "edge-7d9f8b6c5-x2x4z", "node": "node-1",
                "gaps": ["words: no log is read"], "report": "file:///nowhere/report.txt",
                "changes": ["2 min after the rollout of deployment/thing-two (image v7 -> v8)"]}]}}
            """.formatted(OCCURRENCE);

    private final ControlPlane plane = ControlPlane.shared();
    private final KubernetesClient client = plane.client();
    private final String namespace = plane.namespace();

    @TempDir
    Path dir;

    @BeforeEach
    void crash() {
        var crash = new HAProxyCrash();
        crash.setMetadata(
                new ObjectMetaBuilder().withNamespace(namespace).withName(NAME).build());
        crash.setSpec(new CrashSpec(
                new WorkloadRef("apps/v1", "Deployment", "edge"),
                "haproxy",
                "8c1f0a2b3c4d",
                "SIGSEGV",
                null,
                null,
                null,
                null));
        client.resource(crash).create();
        client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(NAME)
                .subresource("status")
                .patch(MERGE, STATUS);
    }

    @Test
    void listReadsLikeABugList() throws Exception {
        var list = launch("list", "-n", namespace);

        assertThat(list.exitCode()).as(list.said()).isZero();
        assertThat(list.said())
                .contains("14  8c1f0a2b3c4d  2026-11-26 01:02")
                .contains("SIGSEGV in memcpy")
                .contains("\\x1b[31m")
                .contains(namespace + "/" + NAME)
                .contains("known fix 5cd57cf2 (2.6.13)")
                .doesNotContain("SLF4J", "WARNING", "\u001b");
    }

    @Test
    void listsWhatPeopleAndProgramsRead() throws Exception {
        assertThat(launch("list", "-n", namespace, "--occurrences").said())
                .contains(OCCURRENCE, "edge-7d9f8b6c5-x2x4z");
        assertThat(launch("list", "-n", namespace, "--output", "json").said())
                .startsWith("{\"apiVersion\":\"corewatch.dev/v1alpha1\",\"kind\":\"HAProxyCrash\"")
                .doesNotContain("managedFields");
    }

    @Test
    void showReadsLikeAShortReport() throws Exception {
        var show = launch("show", OCCURRENCE.substring(0, 6), "-n", namespace);

        assertThat(show.exitCode()).as(show.said()).isZero();
        assertThat(show.said())
                .contains("Deployment edge, container haproxy")
                .contains("1. memcpy (libc.so.6)")
                .contains("11 x POST to backend thing_two, gzip")
                .contains("2 min after the rollout of deployment/thing-two (image v7 -> v8)")
                .contains("missing: words: no log is read")
                .contains("report: /nowhere/report.txt on node-1");
    }

    @Test
    void ackSaysAPersonsWord() throws Exception {
        assertThat(launch("ack", "8c1f", "-n", namespace, "--note", "ticket 4711", "--fixed-in", "2.6.13")
                        .said())
                .startsWith("known: " + namespace + "/" + NAME);
        assertThat(spec().acknowledged()).isTrue();
        assertThat(spec().note()).isEqualTo("ticket 4711");
        assertThat(spec().fixedIn()).isEqualTo("2.6.13");

        assertThat(launch("ack", NAME, "-n", namespace, "--undo").exitCode()).isZero();
        assertThat(spec().acknowledged()).isNull();
        assertThat(spec().note()).isNull();
    }

    @Test
    void theSameWordAcknowledgesAReopenedBugAnew() throws Exception {
        launch("ack", NAME, "-n", namespace, "--fixed-in", "2.6.13");
        long generation = crashes().getMetadata().getGeneration();
        client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(NAME)
                .subresource("status")
                .patch(MERGE, "{\"status\": {\"acknowledged\": \"reopened\"}}");

        launch("ack", NAME, "-n", namespace, "--fixed-in", "2.6.13");

        assertThat(crashes().getMetadata().getGeneration()).isGreaterThan(generation);
        assertThat(spec().acknowledged()).isTrue();
    }

    @Test
    void saysWhatToDoWhenItCanNot() throws Exception {
        assertThat(launch("show", "egde", "-n", namespace))
                .isEqualTo(new Run(
                        66,
                        "corewatch: no crash \"egde\" in namespace %s; near are %s: corewatch list -n %s shows all\n"
                                .formatted(namespace, NAME, namespace)));
        assertThat(launch("list", "--context", "nope").said())
                .contains("no context \"nope\" in the kubeconfig; it has ");
        assertThat(launch("list", "--kubeconfig", "missing"))
                .isEqualTo(new Run(66, "corewatch: no kubeconfig to read at missing\n"));
        assertThat(launch("ack", NAME, "-n", namespace, "--fixed-in", "three"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2))
                .satisfies(run -> assertThat(run.said()).contains("spec.fixedIn"));
        assertThat(launch("list", "--cluster", "--spool", "x"))
                .satisfies(run -> assertThat(run.exitCode()).isEqualTo(2));
    }

    @Test
    void saysWhichRightIsMissing() throws Exception {
        var poor = dir.resolve("poor");
        Files.writeString(
                poor,
                Files.readString(plane.kubeconfig())
                        .replaceFirst(
                                "\"token\": \"[^\"]+\"",
                                "\"token\": \"%s\""
                                        .formatted(client.serviceAccounts()
                                                .inNamespace(namespace)
                                                .withName("default")
                                                .tokenRequest(new TokenRequestBuilder()
                                                        .withNewSpec()
                                                        .endSpec()
                                                        .build())
                                                .getStatus()
                                                .getToken())));

        var list = launch("list", "-n", namespace, "--kubeconfig", poor.toString());

        assertThat(list.exitCode()).as(list.said()).isEqualTo(77);
        assertThat(list.said())
                .contains("kubectl auth can-i list haproxycrashes.corewatch.dev -n " + namespace
                        + " says when you have it");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        var kubeconfig = dir.resolve("dead");
        Files.writeString(
                kubeconfig, Files.readString(plane.kubeconfig()).replaceAll("https://[^\"]+", "https://127.0.0.1:1"));

        var list = launch("list", "--kubeconfig", kubeconfig.toString());

        assertThat(list.exitCode()).as(list.said()).isEqualTo(69);
        assertThat(list.said()).contains("no answer from the API server at https://127.0.0.1:1");
    }

    private HAProxyCrash crashes() {
        return client.resources(HAProxyCrash.class)
                .inNamespace(namespace)
                .withName(NAME)
                .get();
    }

    private CrashSpec spec() {
        return crashes().getSpec();
    }

    private record Run(int exitCode, String said) {}

    private Run launch(String... words) throws Exception {
        var command = new ArrayList<>(List.of(Program.path()));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).directory(dir.toFile()).redirectErrorStream(true);
        builder.environment().put("KUBECONFIG", plane.kubeconfig().toString());
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        return new Run(process.waitFor(), said);
    }
}
