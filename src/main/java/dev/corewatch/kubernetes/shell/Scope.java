package dev.corewatch.kubernetes.shell;

import org.jspecify.annotations.Nullable;

/**
 * Where in a cluster.
 *
 * @param namespace empty for all of them
 */
record Scope(String namespace) {

    private static final String DEFAULT = "default";

    static Scope of(ClusterChoice choice, @Nullable String ofContext) {
        if (choice.allNamespaces()) {
            return new Scope("");
        }
        var namespace = choice.namespace() == null ? ofContext : choice.namespace();
        return new Scope(namespace == null || namespace.isEmpty() ? DEFAULT : namespace);
    }

    boolean isAll() {
        return namespace.isEmpty();
    }

    /** "in namespace shop". */
    String words() {
        return isAll() ? "in any namespace" : "in namespace " + namespace;
    }

    /** As kubectl takes it. */
    String option() {
        return isAll() ? "-A" : "-n " + namespace;
    }
}
