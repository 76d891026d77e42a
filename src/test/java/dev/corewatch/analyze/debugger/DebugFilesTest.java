package dev.corewatch.analyze.debugger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Module.Match;
import dev.corewatch.crash.ResolvedModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DebugFilesTest {

    @TempDir
    Path dir;

    private Path file = Path.of("");
    private Path debug = Path.of("");

    @BeforeEach
    void files() throws IOException {
        file = Files.writeString(dir.resolve("file"), "ELF");
        debug = Files.writeString(dir.resolve("file.debug"), "DWARF");
    }

    @Test
    void showsAModuleByItsPathAndByItsBuildId() throws IOException {
        try (var made = create(module("/usr/lib/libz.so.1.2.13", "abcdef01", file, debug))) {
            var debugDir = made.sysroot().resolveSibling("debug");

            assertThat(made.sysroot().resolve("usr/lib/libz.so.1.2.13").toRealPath())
                    .isEqualTo(file.toRealPath());
            assertThat(debugDir.resolve(".build-id/ab/cdef01").toRealPath()).isEqualTo(file.toRealPath());
            assertThat(debugDir.resolve(".build-id/ab/cdef01.debug").toRealPath())
                    .isEqualTo(debug.toRealPath());
            assertThat(made.debugPath()).isEqualTo(debugDir + ":/srv/debug:/usr/lib/debug");
            assertThat(made.notes()).isEmpty();
        }
    }

    @Test
    void showsNothingForAModuleWithoutAProvenFile() throws IOException {
        try (var made = create(module("/usr/lib/libz.so.1", "abcdef01", null, null))) {
            assertThat(made.sysroot()).isEmptyDirectory();
        }
    }

    @Test
    void neverLeavesItsDirectoryForAHostilePath() throws IOException {
        var hostile = List.of("/../../../../tmp/evil", "relative", "/", "/a/./b", "/nul\0byte", "");
        for (var path : hostile) {
            try (var made = create(module(path, "abcdef01", file, null))) {
                assertThat(made.sysroot()).as(path).isEmptyDirectory();
                assertThat(made.notes()).as(path).hasSize(1);
            }
        }
    }

    @Test
    void ignoresABuildIdThatIsAPath() throws IOException {
        try (var made = create(module("/x", "../../../../evil", file, debug))) {
            assertThat(made.sysroot().resolveSibling("debug")).isEmptyDirectory();
        }
    }

    @Test
    void survivesAFileThatIsAlsoADirectory() throws IOException {
        try (var made = create(module("/a", null, file, null), module("/a/b", null, file, null))) {
            assertThat(made.sysroot().resolve("a")).isSymbolicLink();
            assertThat(made.notes()).hasSize(1);
        }
    }

    @Test
    void holdsTheScriptsAndLeavesNothingBehind() throws IOException {
        Path scripts;
        try (var made = create()) {
            scripts = made.scripts();
            try (var inSource = Files.list(Path.of("src/main/resources/gdb"))) {
                assertThat(inSource.map(Path::getFileName)
                                .filter(name -> name.toString().endsWith(".py")))
                        .allSatisfy(name -> assertThat(scripts.resolve(name)).isRegularFile());
            }
        }
        assertThat(scripts.getParent()).doesNotExist();
        assertThat(file).exists();
    }

    private DebugFiles create(ResolvedModule... modules) throws IOException {
        var image = new CoreImage(
                new CoreFacts(1, true, 0, false, null),
                62,
                new CoreProcess(7, 0, 0, "haproxy", null),
                null,
                List.of(),
                List.of(),
                null);
        var files = new CoreFiles(dir.resolve("core"), image, List.of(modules), null);
        return DebugFiles.create(files, List.of(Path.of("/srv/debug")));
    }

    private static ResolvedModule module(
            String path, @Nullable String buildId, @Nullable Path file, @Nullable Path debug) {
        return new ResolvedModule(new Module(path, buildId, "0x1000", "0x2000", Match.VERIFIED, true), file, debug);
    }
}
