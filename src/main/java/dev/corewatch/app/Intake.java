package dev.corewatch.app;

import dev.corewatch.app.Incoming.Draft;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.spool.CoreSource;
import dev.corewatch.spool.LostCore;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Brings taken cores into the spool, under the identity and the workload of their processes. */
final class Intake {

    private final CrashPipeline pipeline;
    private final @Nullable String bootId;

    Intake(CrashPipeline pipeline, @Nullable String bootId) {
        this.pipeline = pipeline;
        this.bootId = bootId;
    }

    /**
     * Once this returns the death has an occurrence, and the draft is gone.
     *
     * @param otherwise why there is no core, if there is none
     * @return the occurrence's id, when all of its core is there
     */
    @Nullable
    String keep(Draft draft, CoreGone otherwise) throws IOException, InterruptedException {
        var arrival = draft.arrival();
        var identity = arrival.victim().identity(bootId, arrival.died());
        var id = keep(draft.core(), new LostCore(identity, arrival.workload(), null, otherwise));
        draft.remove();
        return id;
    }

    /**
     * Once this returns the death has an occurrence.
     *
     * @param otherwise what it is when there is no core
     * @return the occurrence's id, when all of its core is there
     */
    @Nullable
    String keep(Path core, LostCore otherwise) throws IOException, InterruptedException {
        try (var file = SafeOpen.regularFile(core)) {
            var image = CoreReader.read(file.channel());
            var source = new CoreSource(core, file, image, otherwise.identity(), otherwise.workload());
            var kept = pipeline.take(source);
            return image.facts().complete() ? kept.occurrence().id() : null;
        } catch (NotACoreException | NoSuchFileException e) {
            pipeline.lose(otherwise);
            return null;
        }
    }
}
