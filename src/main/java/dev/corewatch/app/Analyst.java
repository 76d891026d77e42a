package dev.corewatch.app;

import dev.corewatch.analyze.CoreAnalyzer;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.objects.FurtherObjects;
import dev.corewatch.capture.objects.KeptProcess;
import dev.corewatch.capture.objects.KeptProcesses;
import dev.corewatch.capture.objects.Libraries;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Identity;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** One core, its files, the debugger: what roles and commands do alike. */
final class Analyst {

    private final CoreAnalyzer analyzer;
    private final LookupPlaces places;
    private final FurtherObjects further;

    Analyst(CoreAnalyzer analyzer, LookupPlaces places, FurtherObjects further) {
        this.analyzer = analyzer;
        this.places = places;
        this.further = further;
    }

    /**
     * With what was kept of the running process.
     *
     * @param core not compressed
     */
    Analysis analyze(Path core, Identity identity, KeptProcesses kept) throws IOException, InterruptedException {
        try (var file = SafeOpen.regularFile(core)) {
            var image = CoreReader.read(file.channel());
            return analyze(core, image, kept.find(identity, image).orElse(null));
        } catch (NotACoreException e) {
            throw new IOException("%s is not a core: %s".formatted(core, e.getMessage()), e);
        }
    }

    /** What an analysis of that core needs whatever is in it, made while others look into it. */
    void prepare(Path core) {
        try {
            analyzer.prepare(core);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nothing is lost: the analysis prepares what it misses
        }
    }

    Analysis analyze(Path core, CoreImage image) throws IOException, InterruptedException {
        return analyze(core, image, null);
    }

    private Analysis analyze(Path core, CoreImage image, @Nullable KeptProcess process)
            throws IOException, InterruptedException {
        var found = Libraries.resolve(image, places, process, further);
        return analyzer.analyze(new CoreFiles(core, image, found.modules(), found.executable()))
                .noting(found.notes());
    }
}
