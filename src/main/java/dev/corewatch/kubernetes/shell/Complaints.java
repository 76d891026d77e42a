package dev.corewatch.kubernetes.shell;

import static java.net.HttpURLConnection.HTTP_BAD_REQUEST;
import static java.net.HttpURLConnection.HTTP_FORBIDDEN;
import static java.net.HttpURLConnection.HTTP_NOT_FOUND;
import static java.net.HttpURLConnection.HTTP_UNAUTHORIZED;

import dev.corewatch.kubernetes.api.HAProxyCrash;
import dev.corewatch.kubernetes.shell.ClusterFailure.Reason;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.URL;
import java.util.List;

/** What an API server's refusal means for the person who asked. */
record Complaints(Scope scope, URL server) {

    private static final String RESOURCE = HAProxyCrash.PLURAL + "." + HAProxyCrash.GROUP;
    private static final int HTTP_UNPROCESSABLE = 422;

    ClusterFailure onList(KubernetesClientException refusal) {
        return refusal.getCode() == HTTP_NOT_FOUND
                ? new ClusterFailure(
                        Reason.NOT_INSTALLED,
                        "the cluster at %s doesn't know HAProxyCrash: install corewatch's chart there, or only its definition:"
                                        .formatted(server)
                                + " kubectl apply --server-side -f helm/corewatch/crds/",
                        refusal)
                : general(refusal, "list", scope.option());
    }

    ClusterFailure onPatch(KubernetesClientException refusal, KnownCrash crash) {
        return switch (refusal.getCode()) {
            case HTTP_NOT_FOUND -> new ClusterFailure(Reason.UNKNOWN, crash.key() + " was deleted just now", refusal);
            case HTTP_BAD_REQUEST, HTTP_UNPROCESSABLE ->
                new ClusterFailure(Reason.REFUSED, "the API server refuses that: " + said(refusal), refusal);
            default ->
                general(refusal, "patch", "-n " + crash.resource().getMetadata().getNamespace());
        };
    }

    String unknown(String word, List<KnownCrash> all) {
        if (all.isEmpty()) {
            return "no crash is known %s".formatted(scope.words());
        }
        var near = new NamedCrashes(all).near(word);
        return "no crash \"%s\" %s%s: corewatch list %s shows all"
                .formatted(
                        word,
                        scope.words(),
                        near.isEmpty() ? "" : "; near are " + String.join(", ", near),
                        scope.option());
    }

    private ClusterFailure general(KubernetesClientException refusal, String verb, String where) {
        return switch (refusal.getCode()) {
            case HTTP_UNAUTHORIZED ->
                new ClusterFailure(
                        Reason.FORBIDDEN,
                        "the API server at %s doesn't take these credentials: log in to the cluster again"
                                .formatted(server),
                        refusal);
            case HTTP_FORBIDDEN ->
                new ClusterFailure(
                        Reason.FORBIDDEN,
                        "you may not %s %s there: ask for that right; kubectl auth can-i %s %s %s says when you have it"
                                .formatted(verb, RESOURCE, verb, RESOURCE, where),
                        refusal);
            default ->
                new ClusterFailure(
                        Reason.UNREACHABLE,
                        "no answer from the API server at %s: %s".formatted(server, said(refusal)),
                        refusal);
        };
    }

    /** The API server's own words, else the innermost cause's. */
    private static String said(KubernetesClientException refusal) {
        if (refusal.getStatus() != null && refusal.getStatus().getMessage() != null) {
            return refusal.getStatus().getMessage();
        }
        Throwable cause = refusal;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }
}
