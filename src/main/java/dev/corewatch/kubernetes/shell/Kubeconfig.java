package dev.corewatch.kubernetes.shell;

import dev.corewatch.kubernetes.shell.ClusterFailure.Reason;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The client's settings for a choice of cluster, as kubectl would find them. A context that isn't there is an error, never another one. */
final class Kubeconfig {

    private static final int CONNECT_MILLISECONDS = 10_000;
    private static final int ANSWER_MILLISECONDS = 30_000;

    private Kubeconfig() {}

    static Config of(ClusterChoice choice) {
        var config = read(choice);
        requireCluster(config);
        requireContext(config, choice.context());
        config.setConnectionTimeout(CONNECT_MILLISECONDS);
        config.setRequestTimeout(ANSWER_MILLISECONDS);
        config.setRequestRetryBackoffLimit(0);
        return config;
    }

    private static Config read(ClusterChoice choice) {
        var file = choice.kubeconfig();
        try {
            return file == null
                    ? Config.autoConfigure(choice.context())
                    : Config.fromKubeconfig(choice.context(), readable(file).toFile());
        } catch (KubernetesClientException e) {
            throw new ClusterFailure(Reason.UNKNOWN, "not a kubeconfig: " + e.getMessage(), e);
        }
    }

    private static Path readable(Path file) {
        if (!Files.isReadable(file)) {
            throw new ClusterFailure(Reason.UNKNOWN, "no kubeconfig to read at " + file);
        }
        return file;
    }

    private static void requireCluster(Config config) {
        boolean none = config.getContexts().isEmpty()
                && config.getMasterUrl().startsWith(Config.DEFAULT_MASTER_URL)
                && config.getAutoOAuthToken() == null;
        if (none) {
            throw new ClusterFailure(
                    Reason.UNKNOWN,
                    "no kubeconfig in %s: name one by --kubeconfig FILE or KUBECONFIG"
                            .formatted(String.join(", ", Config.getKubeconfigFilenames())));
        }
    }

    private static void requireContext(Config config, @Nullable String context) {
        var current = config.getCurrentContext();
        if (context != null && (current == null || !context.equals(current.getName()))) {
            var known = config.getContexts().stream().map(NamedContext::getName).toList();
            throw new ClusterFailure(
                    Reason.UNKNOWN,
                    "no context \"%s\" in the kubeconfig; it has %s"
                            .formatted(context, known.isEmpty() ? "none" : String.join(", ", known)));
        }
    }
}
