package dev.corewatch.app;

import dev.corewatch.process.LastWork;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.time.Duration;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One role from start to end, under Quarkus. */
final class RoleRun {

    private static final Logger LOG = Logger.getLogger(RoleRun.class);

    /** Two parts of a role may finish what they have, a minute each; orchestrators kill sooner. */
    private static final Duration LONGEST_END = Duration.ofMinutes(3);

    private volatile int exitCode;

    private RoleRun() {}

    /** Until it ends; the exit code for the process. */
    static int of(Class<? extends QuarkusApplication> role) {
        var run = new RoleRun();
        Quarkus.run(role, run::ended);
        return run.exitCode;
    }

    /** A role that can start and stop. */
    @FunctionalInterface
    interface Service {

        /** Returns when it was told to stop. */
        void serve() throws IOException;
    }

    /** Serves until the process is told to stop, or until that fails; the exit code for the process. */
    static int serve(Service service, Health health) {
        var work = LastWork.begin(LONGEST_END);
        try {
            service.serve();
            return ExitCode.OK;
        } catch (CommandFailure e) {
            LOG.error(e.getMessage());
            return e.exitCode();
        } catch (IOException e) {
            LOG.error(e.getMessage());
            return ExitCode.SOFTWARE;
        } finally {
            health.stopped();
            work.done();
        }
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
