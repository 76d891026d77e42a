package dev.corewatch.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.chart.Rights.Right;
import dev.corewatch.lab.ControlPlane;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceRule;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectRulesReviewBuilder;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the API server says that the chart's service accounts may: what the chart grants, no more and no less. */
final class RightsIT {

    private static final String CONTROLLER = "corewatch";
    private static final String AGENT = "corewatch-agent";

    private final ControlPlane plane = ControlPlane.shared();
    private final String own = plane.namespace();
    private final String shop = plane.namespace();
    private final String other = plane.namespace();

    @TempDir
    Path home;

    private HelmProgram helm;

    @BeforeEach
    void haveHelm() throws Exception {
        helm = new HelmProgram(plane, own, home);
    }

    @AfterEach
    void uninstall() throws Exception {
        helm.run("uninstall", CONTROLLER);
    }

    @Test
    void theControllerMayWhatTheTableSaysAndNothingElse() throws Exception {
        install("rbac.create=true");
        var rights = Rights.ofController(Chart.LEAST);

        assertThat(may(CONTROLLER, own)).isEqualTo(words(rights.stream()));
        assertThat(may(CONTROLLER, other))
                .isEqualTo(
                        words(rights.stream().filter(right -> right.namespace().isEmpty())));
    }

    @Test
    void theControllerMayNothingInNamespacesThatItDoesNotWatch() throws Exception {
        install("controller.namespaces={" + shop + "}");
        var rights = Rights.ofController(Chart.LEAST + "controller: {namespaces: [shop]}");

        assertThat(may(CONTROLLER, shop))
                .isEqualTo(
                        words(rights.stream().filter(right -> !right.namespace().equals(Chart.NAMESPACE))));
        assertThat(may(CONTROLLER, other))
                .isEqualTo(
                        words(rights.stream().filter(right -> right.namespace().isEmpty())));
    }

    @Test
    void theAgentMayNothing() throws Exception {
        install("rbac.create=true");

        assertThat(may(AGENT, own)).isEmpty();
        assertThat(may(AGENT, other)).isEmpty();
    }

    private void install(String value) throws Exception {
        helm.run("install", CONTROLLER, Chart.DIRECTORY.toString(), "--set", "cluster.name=test", "--set", value);
    }

    /** Beyond what every account may. */
    private Set<String> may(String account, String namespace) {
        var all = rules(account, namespace);
        all.removeAll(rules("nobody", namespace));
        return all;
    }

    private Set<String> rules(String account, String namespace) {
        try (var client = plane.as(own, account)) {
            var review = new SelfSubjectRulesReviewBuilder()
                    .withNewSpec()
                    .withNamespace(namespace)
                    .endSpec()
                    .build();
            return words(client.resource(review).create().getStatus().getResourceRules().stream()
                    .flatMap(RightsIT::rights));
        }
    }

    private static Stream<Right> rights(ResourceRule rule) {
        return Rights.of("", rule.getApiGroups(), rule.getResources(), rule.getResourceNames(), rule.getVerbs());
    }

    private static Set<String> words(Stream<Right> rights) {
        return rights.map(right -> "%s %s %s".formatted(right.verb(), right.resource(), right.name()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
