package dev.corewatch.app;

import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.capture.objects.LookupPlaces;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say where the files of a dead process are. */
final class ProgramFiles {

    @Option(names = "--exe", paramLabel = "FILE", description = "The program that crashed.")
    private @Nullable Path executable;

    @Option(
            names = "--sysroot",
            paramLabel = "DIR",
            description = "The root file system that the process saw; this machine's own files don't count then.")
    private @Nullable Path sysroot;

    @Mixin
    private DebugDirectories debugDirectories = new DebugDirectories();

    /** Fails when one of them is not there. */
    void check() {
        Stream.concat(Stream.of(executable, sysroot), debugDirectories.all().stream())
                .forEach(Input::exists);
    }

    /** Whether a person named the program or a root. */
    boolean areNamed() {
        return executable != null || sysroot != null;
    }

    LookupPlaces places() {
        return new LookupPlaces(executable, null, sysroot, sysroot == null, debugDirectories.all());
    }

    Debugging debugging() {
        var standard = Debugging.DEFAULT;
        return new Debugging(standard.timeout(), standard.memoryBytes(), debugDirectories.all());
    }
}
