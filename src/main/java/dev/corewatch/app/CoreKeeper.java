package dev.corewatch.app;

import dev.corewatch.capture.file.CoreListener;
import dev.corewatch.capture.file.FoundCore;
import dev.corewatch.capture.file.Refusal;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Workload;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.CoreSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Hands what the directory of cores holds to the pipeline, with the identity and the workload it belongs to. */
final class CoreKeeper implements CoreListener {

    private static final Logger LOG = Logger.getLogger(CoreKeeper.class);

    private final CrashPipeline pipeline;
    private final Workload workload;
    private final @Nullable String bootId;
    private final Consumer<Refusal> refusals;

    /** @param refusals told the reason of each file that is left alone */
    CoreKeeper(CrashPipeline pipeline, Workload workload, @Nullable String bootId, Consumer<Refusal> refusals) {
        this.pipeline = pipeline;
        this.workload = workload;
        this.bootId = bootId;
        this.refusals = refusals;
    }

    @Override
    public void found(FoundCore core) throws IOException {
        var identity = new Identity(bootId, null, core.image().process().pid(), null, null, core.timeOfDeath());
        try (var file = core.file()) {
            pipeline.take(new CoreSource(core.path(), file, core.image(), identity, workload));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while keeping " + core.path());
        }
    }

    @Override
    public void refused(Path path, Refusal reason, String words) {
        LOG.warnf("left alone: %s", words);
        refusals.accept(reason);
    }

    @Override
    public void failed(Path path, Exception cause) {
        LOG.errorf(cause, "%s: tried again", path);
    }
}
