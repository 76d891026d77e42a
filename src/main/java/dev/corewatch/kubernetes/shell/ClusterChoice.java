package dev.corewatch.kubernetes.shell;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster, and where in it.
 *
 * @param kubeconfig instead of KUBECONFIG's or the home directory's
 * @param context instead of the current one
 * @param namespace instead of the context's
 */
public record ClusterChoice(
        @Nullable Path kubeconfig,
        @Nullable String context,
        @Nullable String namespace,
        boolean allNamespaces) {}
