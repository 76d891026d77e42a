package dev.corewatch.capture.objects;

import dev.corewatch.capture.elf.CodeMap;
import dev.corewatch.capture.elf.ElfFormatException;
import dev.corewatch.system.RootedPath;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file that may be the module which a kernel's line names: by its name alone, without directory and build-id.
 *
 * @param path the file
 * @param code where its code lies
 */
public record NamedModule(Path path, CodeMap code) {

    private static final List<String> DIRECTORIES = Stream.of("", "usr/", "usr/local/")
            .flatMap(prefix -> Stream.of("lib/x86_64-linux-gnu", "lib/aarch64-linux-gnu", "lib64", "lib", "sbin", "bin")
                    .map(directory -> "/" + prefix + directory + "/"))
            .toList();

    /** The first in the usual directories; for HAProxy itself the program that a person named. */
    public static Optional<NamedModule> find(String name, LookupPlaces places) throws IOException {
        if (name.contains("/")) {
            return Optional.empty();
        }
        var program = places.executable();
        if (program != null && (name.startsWith("haproxy") || program.endsWith(name))) {
            return read(program.toRealPath());
        }
        return places.roots().stream()
                .flatMap(root ->
                        DIRECTORIES.stream().flatMap(directory -> RootedPath.resolve(root, directory + name).stream()))
                .flatMap(path -> read(path).stream())
                .findFirst();
    }

    private static Optional<NamedModule> read(Path path) {
        try (var file = SafeOpen.regularFile(path)) {
            return Optional.of(new NamedModule(path, CodeMap.read(file.channel())));
        } catch (IOException | ElfFormatException e) {
            return Optional.empty(); // as good as absent: the caller looks in the next place
        }
    }
}
