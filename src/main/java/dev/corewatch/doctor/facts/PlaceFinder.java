package dev.corewatch.doctor.facts;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the core of a process would be written, by a pattern that is a file's. */
final class PlaceFinder {

    private final Path proc;
    private final Path directory;
    private final MemoryRoom memory;

    /**
     * For one process.
     *
     * @param directory its /proc/PID
     */
    PlaceFinder(Path proc, Path directory, MemoryRoom memory) {
        this.proc = proc;
        this.directory = directory;
        this.memory = memory;
    }

    /** Absent when the pattern is no file's. */
    @Nullable
    Place find(Patient patient) {
        var pattern = patient.node().pattern();
        boolean usesPid = Integer.valueOf(1).equals(patient.node().usesPid());
        if (pattern == null || !pattern.isFile() || (pattern.text().isEmpty() && !usesPid)) {
            return null;
        }
        var names = new CoreName(patient.who(), patient.program(), !patient.isDumpedAsRoot(), host());
        var core = names.fill(pattern.text(), usesPid);
        return pattern.isRelative()
                ? relative(patient, core, names.isKnown())
                : absolute(patient, core, names.isKnown());
    }

    private Place relative(Patient patient, String core, boolean known) {
        var work = Small.link(directory.resolve("cwd"));
        var base = work == null ? null : directory.resolve("cwd");
        var shown = work == null ? "its working directory" : inside(patient.who(), work);
        return at(patient, base, shown).read(core, known);
    }

    private Place absolute(Patient patient, String core, boolean known) {
        int slash = core.lastIndexOf('/');
        var own = patient.who().root() == null ? null : directory.resolve("root");
        var base = patient.isDumpedAsRoot() ? patient.node().hostRoot() : own;
        return at(patient, base, slash == 0 ? "/" : core.substring(0, slash)).read(core, known);
    }

    /** @param base null when it can't be looked at */
    private PlaceReader at(Patient patient, @Nullable Path base, String shown) {
        boolean asRoot = patient.isDumpedAsRoot();
        var rights = patient.who().rights();
        var left = memory.left(Small.text(directory.resolve("cgroup")));
        return new PlaceReader(new PlaceReader.From(base, shown), asRoot ? rights.asRoot() : rights, !asRoot, left);
    }

    /** As who has that root sees it. */
    private static String inside(Who who, String path) {
        var root = who.root();
        if (root == null || !who.isChrooted() || !path.startsWith(root)) {
            return path;
        }
        return path.equals(root) ? "/" : path.substring(root.length());
    }

    /** Its name, unless it has another than we. */
    private @Nullable String host() {
        var its = Small.link(directory.resolve("ns/uts"));
        return its != null && its.equals(Small.link(proc.resolve("self/ns/uts")))
                ? Small.text(proc.resolve("sys/kernel/hostname")).strip()
                : null;
    }
}
