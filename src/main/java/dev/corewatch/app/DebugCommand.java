package dev.corewatch.app;

import dev.corewatch.analyze.debugger.DebugFiles;
import dev.corewatch.analyze.debugger.Gdb;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.capture.objects.KeptProcesses;
import dev.corewatch.capture.objects.Libraries;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.Identity;
import dev.corewatch.process.Interactive;
import dev.corewatch.process.Programs;
import dev.corewatch.system.SafeOpen;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code corewatch debug ID}: gdb at the prompt, on the crash's core with the crash's own binary, libraries and symbols. */
@Command(
        name = "debug",
        description = "Open gdb on a kept core, with the right binary, libraries and symbols.",
        mixinStandardHelpOptions = true)
final class DebugCommand implements Callable<Integer> {

    @Mixin
    private SpoolOption spool = new SpoolOption();

    @Parameters(paramLabel = "ID", description = "An occurrence's or a signature's id, or how it begins.")
    private String id = "";

    @Mixin
    private DebugDirectories debugDirectories = new DebugDirectories();

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (!Programs.installed().has("gdb")) {
            throw new CommandFailure(ExitCode.UNAVAILABLE, "gdb is not installed: apt-get install gdb");
        }
        var found = spool.find(id);
        var state = found.state();
        try (var core = spool.catalog().openCore(state, null);
                var fetched = FetchedFiles.of(System.getenv(FetchedFiles.VARIABLE));
                var files = DebugFiles.create(
                        files(core.path(), found.occurrence().identity(), fetched), debugDirectories.all())) {
            return new Interactive(Programs.installed()).run(Gdb.interactive(files));
        } catch (NoSuchFileException e) {
            throw new CommandFailure(ExitCode.NO_INPUT, "%s: %s".formatted(state.id(), e.getReason()), e);
        }
    }

    private CoreFiles files(Path core, Identity identity, FetchedFiles fetched) throws IOException {
        var directory = spool.directory().resolve("objects");
        var objects = new ObjectStore(directory, Long.MAX_VALUE, Clock.systemUTC());
        var kept = new KeptProcesses(directory, null, Clock.systemUTC());
        try (var file = SafeOpen.regularFile(core)) {
            var image = CoreReader.read(file.channel());
            var places = new LookupPlaces(null, objects, null, true, debugDirectories.all());
            var process = kept.find(identity, image).orElse(null);
            var found = Libraries.resolve(image, places, process, fetched.further());
            return new CoreFiles(core, image, found.modules(), found.executable());
        } catch (NotACoreException e) {
            throw new CommandFailure(ExitCode.NOT_A_CORE, "%s is not a core: %s".formatted(core, e.getMessage()), e);
        }
    }
}
