package dev.corewatch.analyze.debugger;

import dev.corewatch.crash.Frame;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Bounds;
import dev.corewatch.process.Command;
import dev.corewatch.process.Outcome;
import dev.corewatch.process.Sandbox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * eu-addr2line of elfutils: from an address in a program or library to its function, with those that it was inlined into. Separate
 * debug information is found by the file's build-id, or beside it.
 */
public final class Addr2line {

    private static final String NAME = "eu-addr2line";
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final String INLINED = " inlined at ";

    private final BoundedProcess processes;
    private final Sandbox sandbox;
    private final Debugging debugging;

    public Addr2line(BoundedProcess processes, Sandbox sandbox, Debugging debugging) {
        this.processes = processes;
        this.sandbox = sandbox;
        this.debugging = debugging;
    }

    /**
     * Asks for one address.
     *
     * @param module what the frames name as theirs
     * @param address as the file is linked
     */
    public Lines ask(Path file, String module, long address) throws InterruptedException {
        var place = "0x" + Long.toHexString(address);
        var confinement = sandbox.around(Stream.concat(Stream.of(file), debugging.debugDirectories().stream())
                .toList());
        var bounds = new Bounds(LONGEST, debugging.memoryBytes(), Debugging.OUTPUT_BYTES);
        var command = new Command(words(file, place), Map.of(), confinement);
        return switch (processes.run(command, bounds)) {
            case Outcome.Exited(int code, var output) ->
                code == 0
                        ? new Lines(frames(output.out(), module, place), List.of())
                        : silent("%s failed: %s".formatted(NAME, output.lastError()));
            case Outcome.TimedOut _ -> silent("%s was stopped after %d s".formatted(NAME, LONGEST.toSeconds()));
            case Outcome.NotFound(var program) -> silent(program + " is not installed: apt-get install elfutils");
            case Outcome.NotStarted(var program, var reason) -> silent(program + " could not be started: " + reason);
        };
    }

    private List<String> words(Path file, String place) {
        var debug = Stream.concat(
                        debugging.debugDirectories().stream().map(Path::toAbsolutePath),
                        Stream.of(DebugFiles.SYSTEM_DEBUG))
                .map(Path::toString)
                .collect(Collectors.joining(":"));
        return List.of(
                NAME,
                "--functions",
                "--inlines",
                "--relative",
                "--debuginfo-path=:.debug:" + debug,
                "--executable=" + file,
                place);
    }

    private static Lines silent(String note) {
        return new Lines(List.of(), List.of(note));
    }

    /** Of each function two lines: its name, and into what it was inlined; the place in its source. Unknown is "??". */
    static List<Frame> frames(String output, String module, String offset) {
        var lines = output.lines().limit(2L * Debugging.FRAMES).toList();
        var frames = new ArrayList<Frame>();
        for (int i = 0; i + 1 < lines.size(); i += 2) {
            var frame = frame(i / 2, lines.get(i), lines.get(i + 1), i + 3 < lines.size());
            frames.add(frame.in(module, offset));
        }
        boolean known = frames.stream().anyMatch(frame -> frame.function() != null);
        return known ? frames : List.of();
    }

    /** Into what it was inlined, only the first one's line says. */
    private static Frame frame(int index, String function, String place, boolean inlined) {
        int end = function.indexOf(INLINED);
        var name = end < 0 ? function : function.substring(0, end);
        var parts = place.split(":", 3);
        boolean known = parts.length > 1 && parts[1].matches("[1-9]\\d{0,8}");
        return new Frame(
                index,
                known(name),
                known ? parts[0] : null,
                known ? Integer.valueOf(parts[1]) : null,
                null,
                null,
                inlined,
                false);
    }

    private static @Nullable String known(String name) {
        return name.startsWith("??") || name.isBlank() ? null : name;
    }

    /**
     * What it said.
     *
     * @param frames the innermost first; empty when nothing is known
     * @param notes why not, in words
     */
    public record Lines(List<Frame> frames, List<String> notes) {

        public Lines {
            frames = List.copyOf(frames);
            notes = List.copyOf(notes);
        }
    }
}
