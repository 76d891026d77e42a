package dev.corewatch.app;

import dev.corewatch.identity.Victim;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Bounds;
import dev.corewatch.process.Command;
import dev.corewatch.process.Confinement;
import dev.corewatch.process.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The small program that the kernel starts, and that does what a JVM can't (src/main/c). */
final class Helper {

    /** Where the launcher says the helper of this installation is. */
    static final String VARIABLE = "COREWATCH_HELPER";

    private static final String NAME = "corewatch-helper";
    /** A dump may take long, and whoever takes it too. */
    private static final Duration WHILE = Duration.ofSeconds(70);

    private static final Bounds BRIEF = Bounds.ofTime(Duration.ofSeconds(5));

    private final Path directory;
    private final BoundedProcess processes;

    /** @param directory where the host's kernel finds it */
    Helper(Path directory, BoundedProcess processes) {
        this.directory = directory;
        this.processes = processes;
    }

    /**
     * Puts it in its place and runs it once. That the host's kernel can run it too, a crash must prove.
     *
     * @return its path, here and on the host
     * @throws IOException when that place doesn't allow execution
     */
    Path installed() throws IOException {
        var place = directory.resolve(NAME);
        var fresh = directory.resolve(NAME + ".new");
        Files.createDirectories(directory);
        Files.copy(own(), fresh, StandardCopyOption.REPLACE_EXISTING);
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        run(
                "%s can't be executed: set corewatch.agent.helper-directory to a place that allows it".formatted(place),
                place.toString(),
                "--version");
        return place;
    }

    /** From the initial mount namespace, which alone may name a socket. */
    void setPattern(String pattern) throws IOException {
        run("core_pattern can't be set to '%s'".formatted(pattern), own().toString(), "set-pattern", pattern);
    }

    /** That command, in the host's mounts and without an environment. */
    Command onHost(List<String> command) throws IOException {
        var words = new ArrayList<>(List.of(own().toString(), "exec-host"));
        words.addAll(command);
        return new Command(words, Map.of(), Confinement.NONE);
    }

    /**
     * Writes its input into a file that a dying process names, where that one is, as its user.
     *
     * @param most bytes
     */
    Command writeCore(Victim victim, int gid, long most, String path) throws IOException {
        return Command.of(
                own().toString(),
                "write-core",
                String.valueOf(victim.hostPid()),
                Integer.toUnsignedString(victim.uid()),
                Integer.toUnsignedString(gid),
                String.valueOf(most),
                path);
    }

    /**
     * How a process in another's place died.
     *
     * @param inner its pid in its own namespace
     * @param dumped what the kernel says of its core
     */
    record Crash(int pid, int inner, int signal, boolean dumped) {

        private static final Pattern SAID =
                Pattern.compile("inner=(\\d+)\nhost=[^\n]*\npid=(\\d+)\nsignal=(\\d+)\ndumped=([01])\n");

        static Optional<Crash> parse(String said) {
            var match = SAID.matcher(said);
            return match.matches()
                    ? Optional.of(new Crash(
                            Integer.parseInt(match.group(2)),
                            Integer.parseInt(match.group(1)),
                            Integer.parseInt(match.group(3)),
                            match.group(4).equals("1")))
                    : Optional.empty();
        }
    }

    /**
     * Crashes a small process in that one's place.
     *
     * @param dumpable 0 or 1, or - for what the kernel made of it
     * @param bytes of memory in its core
     */
    Crash crashAs(int pid, String dumpable, long bytes) throws IOException {
        var words = Command.of(own().toString(), "crash-as", String.valueOf(pid), dumpable, String.valueOf(bytes));
        try {
            var outcome = processes.run(words, Bounds.ofTime(WHILE).withCore());
            if (outcome instanceof Outcome.Exited exited) {
                return Crash.parse(exited.output().out())
                        .orElseThrow(() -> new IOException(exited.output().lastError()));
            }
            throw new IOException("no crash in the place of process %d: %s".formatted(pid, outcome));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    private static Path own() throws IOException {
        var own = System.getenv(VARIABLE);
        if (own == null || !Files.isExecutable(Path.of(own))) {
            throw new IOException(
                    "the helper is not at hand (%s=%s): start corewatch by its launcher".formatted(VARIABLE, own));
        }
        return Path.of(own);
    }

    private void run(String failure, String... words) throws IOException {
        try {
            var outcome = processes.run(Command.of(words), BRIEF);
            if (!(outcome instanceof Outcome.Exited exited) || exited.code() != 0) {
                throw new IOException(failure + ": " + outcome);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(failure + ": interrupted", e);
        }
    }
}
