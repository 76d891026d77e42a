package dev.corewatch.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code corewatch controller}: in a cluster, counting the crashes of all HAProxys there. */
@Command(
        name = "controller",
        description =
                "Count the crashes of a cluster's HAProxys: HAProxyCrash resources, annotations, Events, metrics.",
        mixinStandardHelpOptions = true)
final class ControllerCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return RoleRun.of(ControllerRole.class);
    }
}
