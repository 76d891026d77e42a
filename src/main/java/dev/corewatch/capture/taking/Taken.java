package dev.corewatch.capture.taking;

import dev.corewatch.capture.thin.Site;
import java.util.Optional;

/**
 * What was taken of a process.
 *
 * @param whole whether all of its memory was
 * @param site where it crashed, if that can be told
 */
public record Taken(boolean whole, Optional<Site> site) {}
