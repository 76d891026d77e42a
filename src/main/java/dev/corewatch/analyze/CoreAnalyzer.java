package dev.corewatch.analyze;

import dev.corewatch.analyze.debugger.Answer;
import dev.corewatch.analyze.debugger.DebugFiles;
import dev.corewatch.analyze.debugger.Debugging;
import dev.corewatch.analyze.debugger.EuStack;
import dev.corewatch.analyze.debugger.Gdb;
import dev.corewatch.analyze.judge.Evidence;
import dev.corewatch.analyze.judge.KindRule;
import dev.corewatch.analyze.judge.StackTrust;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.crash.CoreThread;
import dev.corewatch.crash.Module;
import dev.corewatch.crash.ResolvedModule;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Sandbox;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From a core and its files to an analysis: gdb is asked; where it is silent, eu-stack; where that is silent too, what the core says
 * of itself is left. Never fails for what is in the core.
 */
public final class CoreAnalyzer {

    private static final String NOBODY = "none";

    private final Gdb gdb;
    private final EuStack euStack;
    private final Sandbox sandbox;
    private final Debugging debugging;

    public CoreAnalyzer(BoundedProcess processes, Sandbox sandbox, Debugging debugging) {
        this.gdb = new Gdb(processes, sandbox, debugging);
        this.euStack = new EuStack(processes, sandbox, debugging);
        this.sandbox = sandbox;
        this.debugging = debugging;
    }

    /** Tries the sandbox ahead, on a thread that has the time; the first analysis of that core then finds it tried. */
    public void prepare(Path core) throws InterruptedException {
        sandbox.around(List.of(core));
    }

    /** Everything that can be known. */
    public Analysis analyze(CoreFiles files) throws IOException, InterruptedException {
        try (var debugFiles = DebugFiles.create(files, debugging.debugDirectories())) {
            var full = gdb.ask(debugFiles);
            if (full instanceof Answer.Stacks stacks && stacks.crashed().isPresent()) {
                return judged(files, stacks, List.of(debugFiles.notes(), stacks.notes()));
            }
            return fallback(files, full, debugFiles);
        }
    }

    /** In a tenth of a second what died and where; no request, no facts of the process. */
    public Analysis firstAnswer(CoreFiles files) throws IOException, InterruptedException {
        try (var debugFiles = DebugFiles.create(files, debugging.debugDirectories())) {
            return fallback(files, new Answer.Silence(NOBODY, List.of()), debugFiles);
        }
    }

    private Analysis fallback(CoreFiles files, Answer before, DebugFiles debugFiles) throws InterruptedException {
        var second = euStack.ask(debugFiles);
        var notes = List.of(debugFiles.notes(), before.notes(), second.notes());
        return second instanceof Answer.Stacks stacks && stacks.crashed().isPresent()
                ? judged(files, stacks, notes)
                : mute(files, notes);
    }

    private static Analysis judged(CoreFiles files, Answer.Stacks answer, List<List<String>> notes) {
        var image = files.image();
        var modules = modules(files);
        var crashed = answer.crashed().orElseThrow();
        var stack = new StackTrust(image.facts(), modules).of(crashed, answer.doubts());
        var death = KindRule.of(new Evidence(image.signal(), crashed.frames(), firstThread(files), program(files)));
        return new Analysis(
                answer.debugger(),
                flat(notes),
                death.kind(),
                death.deliberate(),
                image.signal(),
                stack,
                answer.threads(),
                modules,
                answer.haproxy(),
                answer.request());
    }

    private static Analysis mute(CoreFiles files, List<List<String>> notes) {
        var image = files.image();
        var death = KindRule.of(new Evidence(image.signal(), List.of(), firstThread(files), program(files)));
        return new Analysis(
                NOBODY,
                flat(notes),
                death.kind(),
                false,
                image.signal(),
                StackTrust.none(List.of("no debugger gave a stack")),
                List.of(),
                modules(files),
                null,
                null);
    }

    private static List<Module> modules(CoreFiles files) {
        return files.modules().stream().map(ResolvedModule::module).toList();
    }

    private static @Nullable CoreThread firstThread(CoreFiles files) {
        return files.image().threads().stream().findFirst().orElse(null);
    }

    private static @Nullable String program(CoreFiles files) {
        var executable = files.executable();
        return executable == null ? null : executable.module().path();
    }

    private static List<String> flat(List<List<String>> notes) {
        return new ArrayList<>(notes.stream().flatMap(List::stream).distinct().toList());
    }
}
