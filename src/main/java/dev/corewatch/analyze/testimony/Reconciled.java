package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Testimony.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One death, as all channels together tell it.
 *
 * @param assertion HAProxy's words on a failed BUG_ON
 * @param place what the stack's only frame rests on, when it is the kernel's line; else null
 * @param gaps the channels that were asked and said nothing, and the core when there is none
 */
public record Reconciled(
        Analysis analysis,
        @Nullable Assertion assertion,
        @Nullable Place place,
        List<Gap> gaps) {

    /** With a stack that rests on something else. */
    public Reconciled(Analysis analysis, @Nullable Assertion assertion, List<Gap> gaps) {
        this(analysis, assertion, null, gaps);
    }

    public Reconciled {
        gaps = List.copyOf(gaps);
    }
}
