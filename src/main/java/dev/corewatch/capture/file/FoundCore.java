package dev.corewatch.capture.file;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.system.OpenFile;
import java.nio.file.Path;
import java.time.Instant;

/**
 * A core that is ready to be kept. Whoever receives it closes the file, and reads the core from it, not from the path: that may be another
 * file by then.
 *
 * @param path its name when it was found, to remove it by
 * @param file opened once and for all
 * @param image what it says; {@code image.facts()} tells whether it is whole
 * @param timeOfDeath last time it was written to
 */
public record FoundCore(Path path, OpenFile file, FileKey key, CoreImage image, Instant timeOfDeath) {}
