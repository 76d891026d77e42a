package dev.corewatch.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code corewatch sidecar}: beside HAProxy, watching its directory of cores. */
@Command(
        name = "sidecar",
        description = "Watch a directory of cores beside HAProxy: keep, analyze, publish.",
        mixinStandardHelpOptions = true)
final class SidecarCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return RoleRun.of(SidecarRole.class);
    }
}
