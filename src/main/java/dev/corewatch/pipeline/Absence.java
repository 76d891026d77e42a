package dev.corewatch.pipeline;

import dev.corewatch.crash.Identity;
import org.jspecify.annotations.Nullable;

/** What is known of a core that isn't in the spool. */
public interface Absence {

    /** Nothing. */
    Absence UNKNOWN = new Absence() {
        @Override
        public boolean isComing(Identity death) {
            return false;
        }

        @Override
        public @Nullable String why(Identity death) {
            return null;
        }
    };

    /** Whether it is on its way there. */
    boolean isComing(Identity death);

    /** Why the kernel writes none, in words; null when that is not known. */
    @Nullable
    String why(Identity death);
}
