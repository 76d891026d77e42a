package dev.corewatch.pipeline;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Occurrence;
import java.io.IOException;
import java.nio.file.Path;

/** Asks a debugger. Bounded in time, memory and output; what goes wrong there is in the analysis, not thrown. */
public interface Analyzer {

    /**
     * What the debugger says of this core.
     *
     * @param core raw, in the spool
     */
    Analysis analyze(Occurrence occurrence, Path core) throws IOException, InterruptedException;
}
