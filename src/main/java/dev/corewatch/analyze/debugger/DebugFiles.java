package dev.corewatch.analyze.debugger;

import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.ResolvedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A directory for one analysis that shows a debugger the files that belong to the core, and no other:
 *
 * <pre>
 * sysroot/PATH          link to the file that stands for the module the process knew as PATH
 * debug/.build-id/xx/y  links by build-id, for libdwfl the ELF file (y) and for both the debug information (y.debug)
 * scripts/              what gdb runs
 * </pre>
 *
 * Paths come from the core and are hostile: only absolute ones without {@code ..} are linked, below sysroot. Everybody may read the
 * directory, since the debugger runs as somebody else; it holds names and links only.
 */
public final class DebugFiles implements AutoCloseable {

    static final Path SYSTEM_DEBUG = Path.of("/usr/lib/debug");

    private final Path dir;
    private final CoreFiles files;
    private final List<Path> furtherDebug;
    private final List<String> notes = new ArrayList<>();

    private DebugFiles(Path dir, CoreFiles files, List<Path> furtherDebug) {
        this.dir = dir;
        this.files = files;
        this.furtherDebug = List.copyOf(furtherDebug);
    }

    /** Of {@code furtherDebug}, directories with .build-id trees, is taken what was not found for the modules. */
    public static DebugFiles create(CoreFiles files, List<Path> furtherDebug) throws IOException {
        var dir = Files.createTempDirectory("corewatch-debug");
        var made = new DebugFiles(dir, files, furtherDebug);
        try {
            made.fill();
            return made;
        } catch (IOException failure) {
            made.close();
            throw failure;
        }
    }

    private void fill() throws IOException {
        var everybody = PosixFilePermissions.fromString("rwxr-xr-x");
        Files.setPosixFilePermissions(dir, everybody);
        for (var part : List.of("sysroot", "debug", "scripts")) {
            Files.setPosixFilePermissions(Files.createDirectory(dir.resolve(part)), everybody);
        }
        Scripts.extractTo(scripts());
        files.modules().forEach(this::link);
    }

    private void link(ResolvedModule resolved) {
        var file = resolved.file();
        if (file == null) {
            return;
        }
        try {
            linkAt(inSysroot(resolved.module()), file);
            linkByBuildId(resolved, "", file);
            linkByBuildId(resolved, ".debug", resolved.debug());
        } catch (IOException | InvalidPathException failure) {
            notes.add("the file for %s was left out: %s"
                    .formatted(resolved.module().path(), failure.getMessage()));
        }
    }

    private Path inSysroot(Module module) throws IOException {
        var path = Path.of(module.path());
        if (!path.isAbsolute() || !path.equals(path.normalize()) || path.getNameCount() == 0) {
            throw new IOException("not a path that a mapping can have");
        }
        return sysroot().resolve(path.getRoot().relativize(path));
    }

    private void linkByBuildId(ResolvedModule resolved, String suffix, @Nullable Path target) throws IOException {
        var id = resolved.module().buildId();
        if (target != null && id != null && id.matches("[0-9a-f]{4,}")) {
            linkAt(dir.resolve("debug/.build-id", id.substring(0, 2), id.substring(2) + suffix), target);
        }
    }

    private static void linkAt(Path link, Path target) throws IOException {
        if (!Files.isSymbolicLink(link)) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, target.toAbsolutePath());
        }
    }

    public Path sysroot() {
        return dir.resolve("sysroot");
    }

    Path scripts() {
        return dir.resolve("scripts");
    }

    /** What gdb and libdwfl take as a list of debug directories. */
    public String debugPath() {
        return Stream.of(Stream.of(dir.resolve("debug")), furtherDebug.stream(), Stream.of(SYSTEM_DEBUG))
                .flatMap(part -> part)
                .map(Path::toString)
                .collect(Collectors.joining(":"));
    }

    /** The core first, then every file that a debugger opens for it. */
    public List<Path> toRead() {
        var modules = files.modules().stream()
                .flatMap(resolved -> Stream.of(resolved.file(), resolved.debug()))
                .filter(path -> path != null)
                .map(Path.class::cast);
        return Stream.concat(Stream.of(files.core(), scripts()), modules).toList();
    }

    public CoreFiles files() {
        return files;
    }

    public List<String> notes() {
        return List.copyOf(notes);
    }

    @Override
    public void close() throws IOException {
        try (var all = Files.walk(dir)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
