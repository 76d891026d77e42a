package dev.corewatch.analyze.debugger;

import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Bounds;
import dev.corewatch.process.Command;
import dev.corewatch.process.Outcome;
import dev.corewatch.process.Output;
import dev.corewatch.process.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * eu-stack of elfutils: stacks in a tenth of a second and nothing else. It finds files by build-id alone, in the analysis' own
 * directory. The first answer, and the last when gdb has none.
 */
public final class EuStack {

    static final String NAME = "eu-stack";

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final BoundedProcess processes;
    private final Sandbox sandbox;
    private final Debugging debugging;

    public EuStack(BoundedProcess processes, Sandbox sandbox, Debugging debugging) {
        this.processes = processes;
        this.sandbox = sandbox;
        this.debugging = debugging;
    }

    public Answer ask(DebugFiles files) throws InterruptedException {
        var confinement = sandbox.around(files.toRead());
        var bounds = new Bounds(time(), debugging.memoryBytes(), Debugging.OUTPUT_BYTES);
        var command = new Command(words(files), Map.of(), confinement);
        return switch (processes.run(command, bounds)) {
            case Outcome.Exited(int _, var output) -> read(output, files, confinement.notes());
            case Outcome.TimedOut(var output) -> read(output, files, List.of(NAME + " was stopped after " + time()));
            case Outcome.NotFound(var program) ->
                new Answer.Silence(NAME, List.of(program + " is not installed: apt-get install elfutils"));
            case Outcome.NotStarted(var program, var reason) ->
                new Answer.Silence(NAME, List.of(program + " could not be started: " + reason));
        };
    }

    private Duration time() {
        return debugging.timeout().compareTo(LONGEST) < 0 ? debugging.timeout() : LONGEST;
    }

    private static List<String> words(DebugFiles files) {
        var words = new ArrayList<>(List.of(NAME, "--inlines", "--source", "--module", "--build-id"));
        words.add("-n" + Debugging.FRAMES);
        words.add("--debuginfo-path=:" + files.debugPath());
        files.files().program().ifPresent(program -> words.add("--executable=" + program));
        words.add("--core=" + files.files().core());
        return words;
    }

    private static Answer read(Output output, DebugFiles files, List<String> before) {
        var threads = new EuStackOutput(files.files().image()).threads(output.out(), output.err());
        if (threads.isEmpty()) {
            var notes = new ArrayList<>(before);
            notes.add(NAME + " gave no answer: " + output.lastError());
            return new Answer.Silence(NAME, notes);
        }
        return new Answer.Stacks(NAME, threads, List.of(), null, null, before);
    }
}
