package dev.corewatch.capture.objects;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.Module.Match;
import dev.corewatch.crash.ResolvedModule;
import dev.corewatch.system.RootedPath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the local files of a core's modules. The first file with the module's build-id is taken, wherever it is; for a module whose
 * build-id isn't in the core the file that was kept of the running process; a file that can't be compared only when no other has it, here or
 * elsewhere; one with another build-id never: a debugger shows plausible wrong frames with wrong libraries and says nothing. Paths come
 * out of a core and are only looked up below a root.
 */
public final class Libraries {

    private final LookupPlaces places;
    private final @Nullable KeptProcess process;
    private final FurtherObjects.Lookup further;
    private final List<String> notes = new ArrayList<>();

    private Libraries(LookupPlaces places, @Nullable KeptProcess process, FurtherObjects.Lookup further) {
        this.places = places;
        this.process = process;
        this.further = further;
    }

    /** Looks every module up on this machine. */
    public static Resolution resolve(CoreImage core, LookupPlaces places) throws IOException {
        return resolve(core, places, null, FurtherObjects.NONE);
    }

    /**
     * Looks every module up, elsewhere too when this machine has no file of that build-id.
     *
     * @param process what was kept of it while it ran
     */
    public static Resolution resolve(
            CoreImage core, LookupPlaces places, @Nullable KeptProcess process, FurtherObjects further)
            throws IOException {
        return new Libraries(places, process, further.begin()).resolve(core);
    }

    private Resolution resolve(CoreImage core) throws IOException {
        var modules = new ArrayList<ResolvedModule>();
        ResolvedModule executable = null;
        for (var module : core.modules()) {
            boolean isExecutable = module.equals(core.executable());
            var resolved = resolve(module, isExecutable ? named(module) : null);
            modules.add(resolved);
            executable = isExecutable ? resolved : executable;
        }
        var program = executable != null ? executable : unchecked();
        notes.addAll(further.notes());
        return new Resolution(modules, program, notes);
    }

    private ResolvedModule resolve(Module module, @Nullable Candidate named) throws IOException {
        var kept = kept(module);
        return kept.isPresent() ? kept.get() : compared(module, named);
    }

    /** By the running process's word, where the core has none of its own. */
    private Optional<ResolvedModule> kept(Module module) throws IOException {
        if (module.buildId() != null || process == null || places.objects() == null) {
            return Optional.empty();
        }
        var buildId = process.buildId(module);
        var stored = buildId.isEmpty()
                ? Optional.<Path>empty()
                : places.objects().find(buildId.get(), ObjectKind.EXECUTABLE);
        var file = stored.flatMap(Libraries::candidate);
        if (file.isEmpty()) {
            return Optional.empty();
        }
        var known = module.kept(buildId.get());
        var debug = debugInfo(known, file.get());
        boolean hasDebugInfo = file.get().elf().debugInfo() || debug.isPresent();
        return Optional.of(new ResolvedModule(
                known.with(Match.KEPT, hasDebugInfo), file.get().path(), debug.orElse(null)));
    }

    private ResolvedModule compared(Module module, @Nullable Candidate named) throws IOException {
        var candidates = candidates(module, named);
        var here = first(module, candidates, Match.VERIFIED);
        var fetched = here.isPresent() ? here : fetched(module);
        var best = fetched.or(() -> first(module, candidates, Match.NO_BUILD_ID));
        var debug = debugInfo(module, best.orElse(null));
        if (best.isEmpty()) {
            var match = candidates.isEmpty() ? Match.MISSING : Match.MISMATCH;
            return new ResolvedModule(module.with(match, debug.isPresent()), null, debug.orElse(null));
        }
        var file = best.get();
        boolean hasDebugInfo = file.elf().debugInfo() || debug.isPresent();
        return new ResolvedModule(module.with(file.match(module), hasDebugInfo), file.path(), debug.orElse(null));
    }

    private List<Candidate> candidates(Module module, @Nullable Candidate named) throws IOException {
        var stored = places.objects() == null || module.buildId() == null
                ? Optional.<Path>empty()
                : places.objects().find(module.buildId(), ObjectKind.EXECUTABLE);
        var rooted = places.roots().stream().flatMap(root -> RootedPath.resolve(root, module.path()).stream());
        var found = Stream.concat(stored.stream(), rooted).flatMap(path -> candidate(path).stream());
        return Stream.concat(Optional.ofNullable(named).stream(), found).toList();
    }

    private Optional<Candidate> fetched(Module module) throws IOException {
        return module.buildId() == null
                ? Optional.empty()
                : further.find(module.buildId(), ObjectKind.EXECUTABLE).flatMap(Libraries::candidate);
    }

    private static Optional<Candidate> first(Module module, List<Candidate> candidates, Match match) {
        return candidates.stream().filter(c -> c.match(module) == match).findFirst();
    }

    private static Optional<Candidate> candidate(Path path) {
        return ElfFiles.read(path).map(elf -> new Candidate(path, elf));
    }

    /** The program that a person named, if it is one; says so when it is another build's. */
    private @Nullable Candidate named(Module module) throws IOException {
        if (places.executable() == null) {
            return null;
        }
        var named = candidate(places.executable().toRealPath());
        if (named.isEmpty()) {
            notes.add(places.executable() + " is not used: it is no ELF file");
        } else if (named.get().match(module) == Match.MISMATCH) {
            notes.add(places.executable() + " is not used: its build-id is "
                    + named.get().elf().buildId() + ", the core is of " + module.path() + " with build-id "
                    + module.buildId());
        }
        return named.orElse(null);
    }

    /** The named program for a core that doesn't say which one it is of. */
    private @Nullable ResolvedModule unchecked() throws IOException {
        if (places.executable() == null) {
            return null;
        }
        var path = places.executable().toRealPath();
        var module = new Module(path.toString(), null, "0x0", "0x0", Match.MISSING, null);
        notes.add("the core doesn't say which program it is of: " + path + " is used unchecked");
        return resolve(module, candidate(path).orElse(null));
    }

    private Optional<Path> debugInfo(Module module, @Nullable Candidate file) throws IOException {
        var buildId = module.buildId() != null
                ? module.buildId()
                : file == null ? null : file.elf().buildId();
        if (buildId == null || (file != null && file.elf().debugInfo())) {
            return Optional.empty();
        }
        var stored = places.objects() == null
                ? Optional.<Path>empty()
                : places.objects().find(buildId, ObjectKind.DEBUGINFO);
        var here = stored.isPresent() ? stored : new DebugSearch(places, buildId).find(module.path(), file);
        return here.isPresent() ? here : further.find(buildId, ObjectKind.DEBUGINFO);
    }
}
