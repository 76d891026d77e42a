package dev.corewatch.pipeline;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the report as people and programs read it. Pure. */
public interface Renderer {

    /**
     * Texts by extension: txt, json, md, html.
     *
     * @param group absent when the occurrence has no signature
     */
    Map<String, String> render(Occurrence occurrence, @Nullable Group group);
}
