package dev.corewatch.spool;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Identity;
import dev.corewatch.crash.Workload;
import dev.corewatch.system.OpenFile;
import java.nio.file.Path;

/**
 * A core found somewhere, opened and looked at, to be kept.
 *
 * @param path where it was opened; may be something else by now
 * @param file the opened file: what is kept is this, whatever the path has become
 * @param image what it says of itself
 */
public record CoreSource(Path path, OpenFile file, CoreImage image, Identity identity, Workload workload) {

    SourceFacts facts() {
        return SourceFacts.of(path, file.facts());
    }
}
