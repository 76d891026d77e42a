package dev.corewatch.capture.objects;

import dev.corewatch.crash.ResolvedModule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The files at hand for a core.
 *
 * @param modules all of the core's, in its order
 * @param executable the program's own; absent when there is none at hand
 * @param notes what a person should know, in words: a program that is another build's than the core's
 */
public record Resolution(
        List<ResolvedModule> modules, @Nullable ResolvedModule executable, List<String> notes) {

    public Resolution {
        modules = List.copyOf(modules);
        notes = List.copyOf(notes);
    }
}
