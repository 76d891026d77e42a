package dev.corewatch.kubernetes.crash;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signal;
import org.jspecify.annotations.Nullable;

/** What the other features say of a crash. */
public interface Wording {

    /** One line, harmless to look at, without request data. */
    String summary(Occurrence occurrence);

    /**
     * The report of a crash that only a container's status tells of: signature, known fixes and advice, as far as it goes.
     *
     * @param words HAProxy's last ones, out of the status's message
     * @param occurrence without a report
     */
    Report report(Occurrence occurrence, Signal signal, boolean outOfMemory, @Nullable String words);

    /** Where its core is kept, a URI; absent when nowhere. */
    @Nullable
    String core(Occurrence occurrence);

    /** Where its report is kept, a URI; absent when nowhere. */
    @Nullable
    String report(Occurrence occurrence);
}
