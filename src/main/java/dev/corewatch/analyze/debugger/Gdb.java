package dev.corewatch.analyze.debugger;

import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Bounds;
import dev.corewatch.process.Command;
import dev.corewatch.process.Confinement;
import dev.corewatch.process.Outcome;
import dev.corewatch.process.Output;
import dev.corewatch.process.Sandbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Runs gdb once on a core, in the sandbox, with corewatch's scripts. Nothing of the core, of its files or of the user is loaded as code
 * (-nx, no auto-load), and no library's symbols but those under the analysis' own sysroot.
 */
public final class Gdb {

    static final String NAME = "gdb";

    private final BoundedProcess processes;
    private final Sandbox sandbox;
    private final Debugging debugging;

    public Gdb(BoundedProcess processes, Sandbox sandbox, Debugging debugging) {
        this.processes = processes;
        this.sandbox = sandbox;
        this.debugging = debugging;
    }

    public Answer ask(DebugFiles files) throws InterruptedException {
        var confinement = sandbox.around(files.toRead());
        var mark = "corewatch-" + UUID.randomUUID() + ":";
        var bounds = new Bounds(debugging.timeout(), debugging.memoryBytes(), Debugging.OUTPUT_BYTES);
        var command = new Command(words(files, List.of(NAME, "-nx", "-batch")), environment(mark), confinement);
        return switch (processes.run(command, bounds)) {
            case Outcome.Exited(int code, var output) -> read(output, mark, confinement, ended(code, output));
            case Outcome.TimedOut(var output) -> read(output, mark, confinement, List.of(stopped()));
            case Outcome.NotFound(var program) ->
                new Answer.Silence(NAME, List.of(program + " is not installed: apt-get install gdb"));
            case Outcome.NotStarted(var program, var reason) ->
                new Answer.Silence(NAME, List.of(program + " could not be started: " + reason));
        };
    }

    private Map<String, String> environment(String mark) {
        long seconds = Math.max(1, debugging.timeout().toSeconds() * 2 / 3);
        return Map.of("COREWATCH_MARK", mark, "COREWATCH_SECONDS", Long.toString(seconds));
    }

    /** The command of a gdb that a person types into, with the same files; the scripts print what they find and leave the prompt. */
    public static Command interactive(DebugFiles files) {
        return new Command(words(files, List.of(NAME, "-nx", "-q")), Map.of(), Confinement.NONE);
    }

    private static List<String> words(DebugFiles files, List<String> begin) {
        var words = new ArrayList<>(begin);
        for (var setting : settings(files)) {
            words.addAll(List.of("-iex", "set " + setting));
        }
        words.addAll(List.of("-x", files.scripts().resolve(Scripts.ENTRY).toString()));
        files.files().program().ifPresent(program -> words.add(program.toString()));
        words.add("--core=" + files.files().core());
        return words;
    }

    static List<String> settings(DebugFiles files) {
        return List.of(
                "auto-load off",
                "auto-solib-add off",
                "sysroot " + files.sysroot(),
                "debug-file-directory " + files.debugPath(),
                "backtrace limit " + Debugging.FRAMES);
    }

    private static Answer read(Output output, String mark, Confinement confinement, List<String> ending) {
        var notes = new ArrayList<>(confinement.notes());
        var document = GdbDocument.lastIn(output.out(), mark);
        notes.addAll(ending);
        if (document.isEmpty()) {
            notes.add("gdb gave no answer" + (output.lastError().isEmpty() ? "" : ": " + output.lastError()));
            return new Answer.Silence(NAME, notes);
        }
        return document.get().answer(notes);
    }

    private static List<String> ended(int code, Output output) {
        return code == 0 ? List.of() : List.of("gdb ended with status %d: %s".formatted(code, output.lastError()));
    }

    private String stopped() {
        return "gdb was stopped after %d s".formatted(debugging.timeout().toSeconds());
    }
}
