package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.KnownFix;
import org.jspecify.annotations.Nullable;

/**
 * A fix whose crash looks like the one at hand.
 *
 * @param series the crashed version's, when the fix was meant for its stable branch too
 */
public record Candidate(KnownFix fix, @Nullable String series) {}
