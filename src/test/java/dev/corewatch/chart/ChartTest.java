package dev.corewatch.chart;

import static dev.corewatch.chart.Chart.LEAST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.marcnuri.helm.Helm;
import dev.corewatch.lab.Unit;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The chart by Helm's engine: what comes of which values, and what is refused in which words. */
final class ChartTest {

    private static final Set<String> ALWAYS =
            Set.of("Deployment corewatch", "Service corewatch", "ServiceAccount corewatch");
    private static final Set<String> RIGHTS = Set.of(
            "ClusterRole corewatch:corewatch",
            "ClusterRoleBinding corewatch:corewatch",
            "Role corewatch",
            "RoleBinding corewatch");
    private static final Set<String> AGENT = Set.of("DaemonSet corewatch-agent", "ServiceAccount corewatch-agent");
    private static final Set<String> QUOTA = Set.of("ResourceQuota corewatch-agent");
    private static final Set<String> POLICY = Set.of("NetworkPolicy corewatch");
    private static final Set<String> AGENTS_POLICY = Set.of("NetworkPolicy corewatch-agent");
    private static final Set<String> BUDGET = Set.of("PodDisruptionBudget corewatch");

    /** Values, and the objects that they make. */
    static Stream<Arguments> matrix() {
        return Stream.of(
                row("", ALWAYS, RIGHTS, AGENT, QUOTA, POLICY, AGENTS_POLICY, BUDGET),
                row("agent: {enabled: false}", ALWAYS, RIGHTS, POLICY, BUDGET),
                row("networkPolicy: {enabled: false}", ALWAYS, RIGHTS, AGENT, QUOTA, BUDGET),
                row("controller: {replicas: 1}", ALWAYS, RIGHTS, AGENT, QUOTA, POLICY, AGENTS_POLICY),
                row(
                        "controller: {podDisruptionBudget: {enabled: false}}",
                        ALWAYS,
                        RIGHTS,
                        AGENT,
                        QUOTA,
                        POLICY,
                        AGENTS_POLICY),
                row("rbac: {create: false}", ALWAYS, AGENT, QUOTA, POLICY, AGENTS_POLICY, BUDGET),
                row("agent: {priorityClassName: ''}", ALWAYS, RIGHTS, AGENT, POLICY, AGENTS_POLICY, BUDGET),
                row(
                        "controller: {namespaces: [shop, corewatch]}",
                        ALWAYS,
                        RIGHTS,
                        AGENT,
                        QUOTA,
                        POLICY,
                        AGENTS_POLICY,
                        BUDGET,
                        Set.of("Role corewatch:corewatch", "RoleBinding corewatch:corewatch")),
                row(
                        "tls: {source: certManager, certManager: {issuerRef: {name: ca}}}",
                        ALWAYS,
                        RIGHTS,
                        AGENT,
                        QUOTA,
                        POLICY,
                        AGENTS_POLICY,
                        BUDGET,
                        Set.of("Certificate corewatch")),
                row(
                        "tls: {source: secret, secretName: mine}",
                        ALWAYS,
                        RIGHTS,
                        AGENT,
                        QUOTA,
                        POLICY,
                        AGENTS_POLICY,
                        BUDGET),
                row(
                        """
                        podMonitor: {enabled: true}
                        prometheusRule: {enabled: true}
                        dashboard: {enabled: true}
                        """,
                        ALWAYS,
                        RIGHTS,
                        AGENT,
                        QUOTA,
                        POLICY,
                        AGENTS_POLICY,
                        BUDGET,
                        Set.of("PodMonitor corewatch", "PrometheusRule corewatch", "ConfigMap corewatch-dashboard")),
                row("""
                        image: {repository: registry.test/corewatch, tag: "1", pullSecrets: [mine], pullPolicy: Always}
                        controller:
                          podSelector: app=edge
                          env: {COREWATCH_ANALYZE_TIMEOUT: 30s}
                          priorityClassName: high
                          nodeSelector: {kubernetes.io/os: linux}
                          tolerations: [{operator: Exists}]
                          affinity: {nodeAffinity: {}}
                          podLabels: {team: edge}
                          podAnnotations: {note: "1"}
                          serviceAccount: {annotations: {a: b}}
                        agent:
                          mode: pipe
                          full: never
                          others: keep
                          drift: yield
                          select: "namespace=shop"
                          spool: {hostPath: /srv/corewatch, maxBytes: 5G, maxCoreBytes: 1G, minFreeBytes: 512M}
                          store: {claim: cores, url: "s3://cores"}
                          debuginfodUrls: https://debuginfod.test
                          env: {COREWATCH_AGENT_THIN_BYTES: 4M, QUARKUS_LOG_CONSOLE_JSON_ENABLED: true}
                          guard: {enabled: false}
                          appArmorProfile: RuntimeDefault
                          seLinuxType: ""
                          nodeSelector: {edge: "true"}
                          affinity: {nodeAffinity: {}}
                          maxUnavailable: 10%
                          podLabels: {team: edge}
                          podAnnotations: {note: "1"}
                          serviceAccount: {annotations: {a: b}}
                        networkPolicy:
                          metricsFrom: [{namespaceSelector: {matchLabels: {name: monitoring}}}]
                          agentEgress: [{ports: [{port: 443}]}]
                        """, ALWAYS, RIGHTS, AGENT, QUOTA, POLICY, AGENTS_POLICY, BUDGET));
    }

    @ParameterizedTest
    @MethodSource("matrix")
    void makesTheseObjectsOfTheseValues(String values, Set<String> expected) throws IOException {
        var objects = Chart.objects(LEAST + values);

        var made = objects.stream()
                .map(object -> object.path("kind").asText() + " " + Chart.name(object))
                .collect(Collectors.toSet());
        assertThat(made).containsExactlyInAnyOrderElementsOf(expected);
        objects.forEach(ChartTest::assertWhole);
        objects.stream().filter(object -> object.path("spec").has("template")).forEach(ChartTest::assertRuns);
    }

    /** What is refused, and a part of the words. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of(
                        "",
                        "cluster.name is missing: say what this cluster is called, such as --set cluster.name=prod-eu"),
                Arguments.of("cluster: {name: ''}", "cluster.name is missing"),
                Arguments.of("cluster: {name: 'a b'}", "at '/cluster/name': 'a b' does not match pattern"),
                Arguments.of(LEAST + "controler: {}", "additional properties 'controler' not allowed"),
                Arguments.of(
                        LEAST + "controller: {replica: 3}",
                        "at '/controller': additional properties 'replica' not allowed"),
                Arguments.of(LEAST + "controller: {replicas: 0}", "at '/controller/replicas': minimum: got 0, want 1"),
                Arguments.of(
                        LEAST + "controller: {retainAfterDeletion: month}", "at '/controller/retainAfterDeletion'"),
                Arguments.of(LEAST + "controller: {namespaces: [Shop]}", "at '/controller/namespaces/0'"),
                Arguments.of(
                        LEAST + "controller: {env: {lower: x}}",
                        "at '/controller/env': additional properties 'lower' not allowed"),
                Arguments.of(
                        LEAST + "agent: {mode: file}",
                        "at '/agent/mode': value must be one of 'auto', 'socket', 'pipe'"),
                Arguments.of(LEAST + "agent: {spool: {hostPath: cores}}", "at '/agent/spool/hostPath'"),
                Arguments.of(LEAST + "agent: {spool: {hostPath: '/srv/%h'}}", "at '/agent/spool/hostPath'"),
                Arguments.of(LEAST + "agent: {spool: {maxBytes: 20Gi}}", "at '/agent/spool/maxBytes'"),
                Arguments.of(LEAST + "agent: {maxUnavailable: 0}", "at '/agent/maxUnavailable'"),
                Arguments.of(LEAST + "image: {digest: 'sha256:1'}", "at '/image/digest'"),
                Arguments.of(LEAST + "tls: {source: secret}", "tls.secretName is missing"),
                Arguments.of(LEAST + "tls: {source: certManager}", "tls.certManager.issuerRef.name is missing"),
                Arguments.of(LEAST + "tls: {source: vault}", "at '/tls/source': value must be one of"));
    }

    @ParameterizedTest
    @MethodSource
    void refused(String values, String words) {
        assertThatThrownBy(() -> Chart.rendered(values)).hasMessageContaining(words);
    }

    @Test
    void refusesAKubernetesThatLacksWhatItNeeds() {
        assertThatThrownBy(() -> Chart.rendered(LEAST, "1.29.9"))
                .hasMessageContaining("requires kubeVersion: >=1.30.0-0");
    }

    @Test
    void passesHelmsLint() {
        var lint = new Helm(Chart.DIRECTORY).lint().strict().call();

        assertThat(lint.isFailed()).as("%s", lint.getMessages()).isFalse();
    }

    @Test
    void givesAgentsNoRightsAtTheApiServer() throws IOException {
        var objects = Chart.objects(LEAST);

        var bound = objects.stream()
                .flatMap(object -> elements(object.path("subjects")))
                .map(subject -> subject.path("name").asText());
        assertThat(bound).containsOnly("corewatch");
        var pod = Chart.object(objects, "DaemonSet", "corewatch-agent").at("/spec/template/spec");
        assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
    }

    @Test
    void grantsRightsInTheWatchedNamespacesOnlyWhenThereAreSome() throws IOException {
        var objects = Chart.objects(LEAST + "controller: {namespaces: [shop]}");

        assertThat(Chart.object(objects, "ClusterRole", "corewatch:corewatch").path("rules"))
                .extracting(rule -> rule.path("resources").get(0).asText())
                .containsExactly("nodes", "tokenreviews");
        assertThat(Chart.object(objects, "Role", "corewatch:corewatch")
                        .at("/metadata/namespace")
                        .asText())
                .isEqualTo("shop");
    }

    @Test
    void sharesNoNameWithAnotherReleaseOutsideOfItsNamespace() throws IOException {
        var values = LEAST + "controller: {namespaces: [shop]}";
        var releases = Stream.of(
                outside(Chart.objects(values, "corewatch", "a")),
                outside(Chart.objects(values, "corewatch", "a-corewatch")),
                outside(Chart.objects(values, "corewatch-a", "corewatch")),
                outside(Chart.objects(values, "corewatch-a-corewatch", "a")));

        assertThat(releases.flatMap(names -> names)).hasSize(16).doesNotHaveDuplicates();
    }

    private static Stream<String> outside(List<JsonNode> objects) {
        return objects.stream()
                .filter(object -> Set.of("", "shop")
                        .contains(object.at("/metadata/namespace").asText()))
                .map(object -> object.path("kind").asText() + " " + Chart.name(object));
    }

    @Test
    void readsNoConfigMapsWhenToldSo() throws IOException {
        var role =
                Chart.object(Chart.objects(LEAST + "rbac: {configMaps: false}"), "ClusterRole", "corewatch:corewatch");

        assertThat(role.path("rules").findValuesAsText("resources")).doesNotContain("configmaps");
        assertThat(role.toString()).doesNotContain("configmaps");
    }

    @Test
    void takesAnImageByItsDigest() throws IOException {
        var digest = "sha256:" + "0".repeat(64);

        assertThat(Chart.rendered(LEAST + "image: {repository: registry.test/corewatch, digest: '" + digest + "'}"))
                .contains("image: registry.test/corewatch@" + digest);
    }

    private static Arguments row(String values, Object... expected) {
        var all = Stream.of(expected).flatMap(set -> ((Set<?>) set).stream()).collect(Collectors.toSet());
        return Arguments.of(values, all);
    }

    /** It says where it is and what it is part of; nothing is left empty by a template. */
    private static void assertWhole(JsonNode object) {
        var metadata = object.path("metadata");
        assertThat(metadata.path("labels").path("app.kubernetes.io/instance").asText())
                .as("%s", object)
                .isEqualTo(Chart.RELEASE);
        assertThat(metadata.has("namespace"))
                .as("%s", object)
                .isNotEqualTo(object.path("kind").asText().startsWith("ClusterRole"));
        assertNothingEmpty(object, object);
    }

    private static void assertNothingEmpty(JsonNode node, JsonNode object) {
        assertThat(node.isNull()).as("%s", object).isFalse();
        node.forEach(child -> assertNothingEmpty(child, object));
    }

    /** Its selector finds its Pods, and what is mounted is there. */
    private static void assertRuns(JsonNode workload) {
        var template = workload.at("/spec/template");
        var labels = template.at("/metadata/labels");
        workload.at("/spec/selector/matchLabels")
                .properties()
                .forEach(label -> assertThat(labels.get(label.getKey())).isEqualTo(label.getValue()));
        var volumes = elements(template.at("/spec/volumes"))
                .map(volume -> volume.path("name").asText())
                .collect(Collectors.toSet());
        var mounted = Stream.of("initContainers", "containers")
                .flatMap(list -> elements(template.path("spec").path(list)))
                .flatMap(container -> elements(container.path("volumeMounts")))
                .map(mount -> mount.path("name").asText())
                .collect(Collectors.toSet());
        assertThat(mounted).isEqualTo(volumes);
    }

    /** On a host nothing hides its mounts from the guard. */
    @Test
    void grantsWhatTheSystemdUnitsGrantAndTheGuardTheWayToTheHostsMounts() throws IOException {
        var pod = Chart.object(Chart.objects(LEAST), "DaemonSet", "corewatch-agent")
                .at("/spec/template/spec");
        var guard = new TreeSet<>(Unit.GUARD.capabilities());
        guard.addAll(Set.of("CAP_SYS_ADMIN", "CAP_SYS_CHROOT", "CAP_SYS_PTRACE"));

        assertThat(capabilities(pod.at("/containers/0"))).isEqualTo(Unit.AGENT.capabilities());
        assertThat(capabilities(pod.at("/initContainers/0"))).isEqualTo(guard);
    }

    private static Set<String> capabilities(JsonNode container) {
        return elements(container.at("/securityContext/capabilities/add"))
                .map(name -> "CAP_" + name.asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
