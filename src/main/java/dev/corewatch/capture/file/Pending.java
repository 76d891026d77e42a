package dev.corewatch.capture.file;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.system.FileFacts;
import java.time.Instant;

/** A file that isn't decided yet; it is not kept open. */
sealed interface Pending {

    /** When it was last looked at. */
    FileFacts facts();

    /** Since when its facts are these. */
    Instant since();

    /** Since when this name is pending. */
    Instant first();

    /** Whether it probably is being written just now: to be looked at often. */
    boolean isGrowing();

    /** A core that isn't whole. */
    record Growing(FileFacts facts, Instant since, Instant first, CoreFacts core, CoreProcess process)
            implements Pending {

        @Override
        public boolean isGrowing() {
            return true;
        }
    }

    /** Not a core, but young enough to become one. */
    record Young(FileFacts facts, Instant since, Instant first, Refusal looksLike) implements Pending {

        @Override
        public boolean isGrowing() {
            return looksLike != Refusal.NOT_ELF;
        }
    }
}
