package dev.corewatch.app;

import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/** {@code corewatch sidecar}: beside HAProxy, watching its directory of cores. */
@Command(
        name = "sidecar",
        description = "Watch a directory of cores beside HAProxy: keep, analyze, publish.",
        mixinStandardHelpOptions = true)
final class SidecarCommand implements Callable<Integer> {

    private volatile int exitCode;

    @Override
    public Integer call() {
        Quarkus.run(SidecarRole.class, this::ended);
        return exitCode;
    }

    private void ended(int code, @Nullable Throwable failure) {
        exitCode = code;
        if (failure != null) {
            var why = StartFailure.of(failure);
            exitCode = why.exitCode();
            System.err.println(why.words());
        }
    }
}
