package dev.corewatch.kubernetes.shell;

import static java.util.stream.Collectors.joining;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.shell.ClusterFailure.Reason;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import java.util.List;

/** The crash resources of a cluster, for one command. Every failure is a {@link ClusterFailure} that says what to do. */
public final class ClusterCrashes implements AutoCloseable {

    private static final PatchContext MERGE = new PatchContext.Builder()
            .withPatchType(PatchType.JSON_MERGE)
            .withFieldManager(Writers.COMMAND)
            .build();

    private final KubernetesClient client;
    private final Scope scope;
    private final Complaints complaints;

    private ClusterCrashes(KubernetesClient client, Scope scope) {
        this.client = client;
        this.scope = scope;
        this.complaints = new Complaints(scope, client.getMasterUrl());
    }

    /** Connects at the first question, not yet. */
    public static ClusterCrashes open(ClusterChoice choice) {
        var config = Kubeconfig.of(choice);
        var client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientFactory(new JdkHttpClientFactory())
                .build();
        return new ClusterCrashes(client, Scope.of(choice, config.getNamespace()));
    }

    /** All in the scope; one without a spec is left out. */
    public List<KnownCrash> all() {
        try {
            var crashes = client.resources(HAProxyCrash.class);
            var found = scope.isAll() ? crashes.inAnyNamespace() : crashes.inNamespace(scope.namespace());
            return found.list().getItems().stream()
                    .filter(crash -> crash.getSpec() != null)
                    .map(KnownCrash::new)
                    .toList();
        } catch (KubernetesClientException e) {
            throw complaints.onList(e);
        }
    }

    /**
     * Those that a word names: one resource's name, a signature or an occurrence, or how one of these begins.
     *
     * @return at least one; several only when they share the signature
     */
    public List<KnownCrash> find(String word) {
        var all = all();
        var named = new NamedCrashes(all).find(word);
        if (named.isEmpty()) {
            throw new ClusterFailure(Reason.UNKNOWN, complaints.unknown(word, all));
        }
        if (named.size() > 1 && !NamedCrashes.shareTheSignature(named)) {
            throw new ClusterFailure(
                    Reason.UNKNOWN,
                    "\"%s\" is the beginning of several, type more of it:\n  %s"
                            .formatted(word, named.stream().map(KnownCrash::key).collect(joining("\n  "))));
        }
        return named;
    }

    /** Says a person's word on a bug, in place of an earlier one. */
    public void say(KnownCrash crash, Word word) {
        if (crash.isReopened()) {
            patch(crash, Word.NONE); // the same word again would change nothing, and so acknowledge nothing
        }
        patch(crash, word);
    }

    private void patch(KnownCrash crash, Word word) {
        var metadata = crash.resource().getMetadata();
        try {
            client.resources(HAProxyCrash.class)
                    .inNamespace(metadata.getNamespace())
                    .withName(metadata.getName())
                    .patch(MERGE, word.patch());
        } catch (KubernetesClientException e) {
            throw complaints.onPatch(e, crash);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
