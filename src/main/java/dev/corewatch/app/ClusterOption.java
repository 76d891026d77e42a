package dev.corewatch.app;

import dev.corewatch.kubernetes.shell.ClusterChoice;
import dev.corewatch.kubernetes.shell.ClusterCrashes;
import dev.corewatch.kubernetes.shell.ClusterFailure;
import java.nio.file.Path;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * Any of these options turns a command from the spool to a cluster. The launcher looks for them, too: only then are the client's jars on
 * the class path.
 */
final class ClusterOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec mixee = CommandSpec.create();

    @Option(
            names = "--cluster",
            description =
                    "Ask the Kubernetes cluster of the kubeconfig (KUBECONFIG, ~/.kube/config) instead of a spool;"
                            + " each of the next four options does so, too.")
    private boolean cluster;

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAMESPACE",
            description = "In this namespace of the cluster (default: the context's).")
    private @Nullable String namespace;

    @Option(
            names = {"-A", "--all-namespaces"},
            description = "In all namespaces of the cluster.")
    private boolean allNamespaces;

    @Option(names = "--context", paramLabel = "NAME", description = "This context of the kubeconfig.")
    private @Nullable String context;

    @Option(names = "--kubeconfig", paramLabel = "FILE", description = "This kubeconfig.")
    private @Nullable Path kubeconfig;

    boolean isChosen() {
        return cluster || namespace != null || allNamespaces || context != null || kubeconfig != null;
    }

    /** Options that mean something for a spool alone, or for a cluster alone. */
    void refuse(String... options) {
        for (var option : options) {
            if (mixee.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new ParameterException(
                        mixee.commandLine(),
                        isChosen()
                                ? option + " is for a spool, not for a cluster"
                                : option + " is for a cluster: add --cluster, -n, -A, --context or --kubeconfig");
            }
        }
    }

    /** Asks the cluster, once. */
    <T> T ask(Function<ClusterCrashes, T> question) {
        try (var crashes = ClusterCrashes.open(new ClusterChoice(kubeconfig, context, namespace, allNamespaces))) {
            return question.apply(crashes);
        } catch (ClusterFailure e) {
            throw new CommandFailure(exitCode(e.reason()), String.valueOf(e.getMessage()), e);
        }
    }

    private static int exitCode(ClusterFailure.Reason reason) {
        return switch (reason) {
            case UNKNOWN -> ExitCode.NO_INPUT;
            case UNREACHABLE, NOT_INSTALLED -> ExitCode.UNAVAILABLE;
            case FORBIDDEN -> ExitCode.NO_PERMISSION;
            case REFUSED -> ExitCode.USAGE;
        };
    }
}
