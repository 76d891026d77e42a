package dev.corewatch.capture.objects;

import static dev.corewatch.capture.objects.Elves.NONE;
import static dev.corewatch.capture.objects.Elves.ONE;
import static dev.corewatch.capture.objects.Elves.TWO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.CoreProcess;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Module.Match;
import dev.corewatch.crash.ResolvedModule;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LibrariesTest {

    private static final String PATH = "/usr/sbin/haproxy";

    @TempDir
    Path directory;

    @Test
    void takesTheFileOfTheSysrootWhoseBuildIdAgrees() throws IOException {
        var file = Elves.write(directory.resolve("root" + PATH), ONE);
        var resolved = only(resolve(ONE, places(null, null, directory.resolve("root"))));
        assertThat(resolved.file()).isEqualTo(file);
        assertThat(resolved.module().match()).isEqualTo(Match.VERIFIED);
        assertThat(resolved.module().debugInfo()).isFalse();
    }

    @Test
    void neverUsesAFileOfAnotherBuildId() throws IOException {
        Elves.write(directory.resolve("root" + PATH), TWO);
        var resolved = only(resolve(ONE, places(null, null, directory.resolve("root"))));
        assertThat(resolved.file()).isNull();
        assertThat(resolved.module().match()).isEqualTo(Match.MISMATCH);
    }

    @Test
    void usesAFileThatCannotBeComparedAndSaysSo() throws IOException {
        var file = Elves.write(directory.resolve("root" + PATH), NONE);
        var sysroot = directory.resolve("root");
        assertThat(only(resolve(ONE, places(null, null, sysroot))).module().match())
                .isEqualTo(Match.NO_BUILD_ID);
        Elves.write(file, ONE);
        var resolved = only(resolve(null, places(null, null, sysroot)));
        assertThat(resolved.module().match()).isEqualTo(Match.NO_BUILD_ID);
        assertThat(resolved.file()).isEqualTo(file);
    }

    @Test
    void saysWhatIsMissing() throws IOException {
        var resolved = only(resolve(ONE, places(null, null, directory.resolve("root"))));
        assertThat(resolved.module().match()).isEqualTo(Match.MISSING);
        assertThat(resolved.file()).isNull();
    }

    @Test
    void prefersTheStoreToASysrootOfAnotherBuild() throws IOException {
        var objects = storeOfOne();
        Elves.write(directory.resolve("root" + PATH), TWO);
        var resolved = only(resolve(ONE, places(null, objects, directory.resolve("root"))));
        assertThat(resolved.module().match()).isEqualTo(Match.VERIFIED);
        assertThat(resolved.file())
                .isEqualTo(objects.find(ONE, ObjectKind.EXECUTABLE).orElseThrow());
    }

    @Test
    void takesTheNamedProgramFirst() throws IOException {
        var named = Elves.write(directory.resolve("named"), ONE);
        Elves.write(directory.resolve("root" + PATH), ONE);
        var resolution = resolve(ONE, places(named, null, directory.resolve("root")));
        assertThat(only(resolution).file()).isEqualTo(named.toRealPath());
        assertThat(resolution.executable()).isEqualTo(only(resolution));
        assertThat(resolution.notes()).isEmpty();
    }

    @Test
    void tellsBothBuildIdsWhenTheNamedProgramIsAnotherBuilds() throws IOException {
        var named = Elves.write(directory.resolve("named"), TWO);
        var resolution = resolve(ONE, places(named, null, null));
        assertThat(only(resolution).file()).isNull();
        assertThat(resolution.notes()).singleElement().asString().contains(ONE, TWO, "named");
    }

    @Test
    void usesTheNamedProgramUncheckedForACoreWithoutModules() throws IOException {
        var named = Elves.write(directory.resolve("named"), ONE);
        var core = core(List.of(), null);
        var resolution = Libraries.resolve(core, places(named, null, null));
        var executable = resolution.executable();
        assertThat(executable).isNotNull();
        assertThat(executable.file()).isEqualTo(named.toRealPath());
        assertThat(resolution.notes()).singleElement().asString().contains("unchecked");
    }

    @Test
    void takesTheFileThatTheRunningProcessHadWhenTheCoreHasNoBuildId() throws IOException {
        var objects = storeOfOne();
        Elves.write(directory.resolve("root" + PATH), TWO);
        var places = places(null, objects, directory.resolve("root"));
        var process = new KeptProcess(1, "boot", Instant.EPOCH, List.of(new KeptFile(ONE, "401000-402000", PATH)));
        var module = new Module(PATH, null, "0x400000", "0x500000", Match.MISSING, null);
        var resolved = only(Libraries.resolve(core(List.of(module), module), places, process, FurtherObjects.NONE));
        assertThat(resolved.file())
                .isEqualTo(objects.find(ONE, ObjectKind.EXECUTABLE).orElseThrow());
        assertThat(resolved.module().match()).isEqualTo(Match.KEPT);
        assertThat(resolved.module().buildId()).isEqualTo(ONE);
    }

    @Test
    void believesTheCoresBuildIdMoreThanTheRunningProcesss() throws IOException {
        var process = new KeptProcess(1, "boot", Instant.EPOCH, List.of(new KeptFile(ONE, "401000-402000", PATH)));
        var module = new Module(PATH, TWO, "0x400000", "0x500000", Match.MISSING, null);
        var places = places(null, storeOfOne(), null);
        assertThat(only(Libraries.resolve(core(List.of(module), module), places, process, FurtherObjects.NONE))
                        .file())
                .isNull();
    }

    private ObjectStore storeOfOne() throws IOException {
        var objects = new ObjectStore(directory.resolve("objects"), 1 << 20, Clock.systemUTC());
        try (var file = SafeOpen.regularFile(Elves.write(directory.resolve("file"), ONE))) {
            objects.keep(ONE, ObjectKind.EXECUTABLE, file);
        }
        return objects;
    }

    private LookupPlaces places(@Nullable Path named, @Nullable ObjectStore objects, @Nullable Path sysroot) {
        return new LookupPlaces(named, objects, sysroot, false, List.of());
    }

    private static ResolvedModule only(Resolution resolution) {
        assertThat(resolution.modules()).hasSize(1);
        return resolution.modules().getFirst();
    }

    private static Resolution resolve(@Nullable String buildId, LookupPlaces places) throws IOException {
        var module = new Module(PATH, buildId, "0x400000", "0x500000", Match.MISSING, null);
        return Libraries.resolve(core(List.of(module), module), places);
    }

    private static CoreImage core(List<Module> modules, @Nullable Module executable) {
        return new CoreImage(
                new CoreFacts(1, true, 0, false, null),
                62,
                new CoreProcess(7, 0, 0, "haproxy", null),
                null,
                List.of(),
                modules,
                executable);
    }
}
