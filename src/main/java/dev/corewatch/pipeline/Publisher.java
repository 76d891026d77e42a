package dev.corewatch.pipeline;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells somebody of a crash. After a kill in the middle it is told the same again, with the same id and revision: whoever it tells must
 * know a crash by these. Failing, it is asked again later.
 */
public interface Publisher {

    /**
     * Tells it.
     *
     * @param group absent when the occurrence has no signature
     */
    void publish(Occurrence occurrence, @Nullable Group group) throws IOException;
}
