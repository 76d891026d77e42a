package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.ElfFile;
import dev.corewatch.system.RootedPath;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Looks for separate debug information outside of the store: in the directories given, beside the file, below the roots. */
final class DebugSearch {

    private final LookupPlaces places;
    private final String buildId;

    DebugSearch(LookupPlaces places, String buildId) {
        this.places = places;
        this.buildId = buildId;
    }

    /**
     * The first file that has DWARF and the build-id.
     *
     * @param path of the module, in the dead process's file system
     * @param file at hand for it; absent when there is none
     */
    Optional<Path> find(String path, @Nullable Candidate file) {
        return Stream.of(given(), beside(file), rooted(path, file))
                .flatMap(found -> found)
                .filter(this::isDebugInfo)
                .findFirst();
    }

    private Stream<Path> given() {
        return places.debugDirectories().stream()
                .flatMap(directory -> RootedPath.resolve(directory, DebugPlaces.byBuildId(buildId)).stream());
    }

    private static Stream<Path> beside(@Nullable Candidate file) {
        if (file == null || file.elf().debugLink() == null) {
            return Stream.of();
        }
        var link = file.elf().debugLink();
        return Stream.of(
                file.path().resolveSibling(link),
                file.path().resolveSibling(".debug").resolve(link));
    }

    private Stream<Path> rooted(String path, @Nullable Candidate file) {
        var elf = file != null ? file.elf() : new ElfFile(0, buildId, false, null);
        var below = DebugPlaces.of(path, buildId, elf);
        return places.roots().stream()
                .flatMap(root -> below.stream().flatMap(place -> RootedPath.resolve(root, place).stream()));
    }

    private boolean isDebugInfo(Path path) {
        return ElfFiles.read(path)
                .filter(elf -> elf.debugInfo() && buildId.equals(elf.buildId()))
                .isPresent();
    }
}
