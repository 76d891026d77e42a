package dev.corewatch.crash;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A core and the local files that stand for what was mapped into the process.
 *
 * @param core the file itself, not compressed
 * @param image what it says of itself
 * @param modules of {@link CoreImage#modules}, with the files that were found for them
 * @param executable the program's own; absent when none is known
 */
public record CoreFiles(
        Path core,
        CoreImage image,
        List<ResolvedModule> modules,
        @Nullable ResolvedModule executable) {

    public CoreFiles {
        modules = List.copyOf(modules);
    }

    /** The program's file, if there is one at hand. */
    public Optional<Path> program() {
        return Optional.ofNullable(executable).map(ResolvedModule::file);
    }
}
