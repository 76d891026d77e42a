package dev.corewatch.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Runs one program to its end, however badly it behaves: bounded in wall clock, processor time, address space and output; with empty
 * standard input, an environment of its own and no core of its own. What is still there when its time is up is killed with all it started.
 */
public final class BoundedProcess {

    /** For a stream whose writer is gone; what holds it longer is a forgotten descendant. */
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);

    private final Programs programs;
    private final Limits limits;

    public BoundedProcess(Programs programs) {
        this.programs = programs;
        this.limits = new Limits(programs);
    }

    /** Kills the program before it passes an interruption on. */
    public Outcome run(Command command, Bounds bounds) throws InterruptedException {
        var program = programs.find(command.program());
        var outermost = command.confinement().prefix().stream().findFirst();
        if (outermost.isPresent() && !programs.has(outermost.get())) {
            return new Outcome.NotFound(outermost.get());
        }
        if (program.isEmpty()) {
            return new Outcome.NotFound(command.program());
        }
        var mark = UUID.randomUUID().toString();
        try {
            var process = builder(program.get(), command, bounds, mark).start();
            return await(process, new ProcessTree(process, mark), bounds);
        } catch (IOException failure) {
            return new Outcome.NotStarted(command.program(), String.valueOf(failure.getMessage()));
        }
    }

    private ProcessBuilder builder(Path program, Command command, Bounds bounds, String mark) {
        var builder = new ProcessBuilder(words(program, command, bounds)).redirectInput(new File("/dev/null"));
        var environment = builder.environment();
        environment.clear();
        environment.put("PATH", programs.path());
        environment.put("LC_ALL", "C.UTF-8");
        environment.putAll(command.environment());
        environment.put(ProcessTree.MARK, mark);
        return builder;
    }

    private List<String> words(Path program, Command command, Bounds bounds) {
        var words = new ArrayList<>(limits.prefix(bounds));
        words.addAll(command.confinement().prefix());
        words.add(program.toString());
        words.addAll(command.words().subList(1, command.words().size()));
        return words;
    }

    private static Outcome await(Process process, ProcessTree tree, Bounds bounds) throws InterruptedException {
        var out = Drain.start(process.getInputStream(), bounds.outputBytes());
        var err = Drain.start(process.getErrorStream(), bounds.outputBytes());
        boolean exited = false;
        try {
            exited = process.waitFor(bounds.time().toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            if (!exited) {
                tree.kill();
            }
        }
        boolean silent = out.ended(LAST_WORDS) && err.ended(LAST_WORDS);
        if (!silent) {
            tree.kill();
        }
        var output = Output.of(out, err);
        return exited ? new Outcome.Exited(process.exitValue(), output) : new Outcome.TimedOut(output);
    }
}
