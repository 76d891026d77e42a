package dev.corewatch.app;

import dev.corewatch.capture.objects.Debuginfod;
import dev.corewatch.capture.objects.FurtherObjects;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** What DEBUGINFOD_URLS has, for one command: the files that are fetched lie in a directory that goes with it. */
record FetchedFiles(FurtherObjects further, @Nullable Path directory) implements AutoCloseable {

    static final String VARIABLE = "DEBUGINFOD_URLS";

    /** @param urls the variable's value */
    static FetchedFiles of(@Nullable String urls) throws IOException {
        if (!Debuginfod.isSet(urls)) {
            return new FetchedFiles(FurtherObjects.NONE, null);
        }
        var directory = Files.createTempDirectory("corewatch-fetched");
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x")); // the debugger's user
        var clock = Clock.systemUTC();
        var objects = new ObjectStore(directory, Long.MAX_VALUE, clock);
        return new FetchedFiles(Debuginfod.of(urls, objects, new SteadyClock(clock)), directory);
    }

    @Override
    public void close() throws IOException {
        if (directory == null) {
            return;
        }
        try (var all = Files.walk(directory)) {
            for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
