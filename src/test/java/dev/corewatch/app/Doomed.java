package dev.corewatch.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Small programs of HAProxy's name, or of another, that crash for real when they are told to. */
final class Doomed implements AutoCloseable {

    private static final int ABORT = 128 + 6;
    private static final int SEGMENTATION_FAULT = 128 + 11;

    private final Path directory;
    private final Path program;
    private final List<Process> started = new ArrayList<>();

    private Doomed(Path directory, Path program) {
        this.directory = directory;
        this.program = program;
    }

    /** Compiles it there. */
    static Doomed in(Path directory) throws Exception {
        var source = directory.resolve("doomed.c");
        try (var in = Objects.requireNonNull(Doomed.class.getResourceAsStream("doomed.c"))) {
            Files.copy(in, source);
        }
        var program = directory.resolve("haproxy");
        var mark = "-DAUTO_LOADED=\"" + autoLoaded(directory) + "\"";
        var gcc = new ProcessBuilder("gcc", "-g", "-O0", "-o", program.toString(), mark, source.toString())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor()).isZero();
        return new Doomed(directory, program);
    }

    /** What is there once a debugger has run the code that the program brings along. */
    Path autoLoaded() {
        return autoLoaded(directory);
    }

    private static Path autoLoaded(Path directory) {
        return directory.resolve("auto-loaded");
    }

    Path program() {
        return program;
    }

    /** @param words what it does first: {@code memory=MEBIBYTES}, {@code comm=NAME}, ...: doomed.c */
    Process start(String... words) throws IOException {
        return startAs("haproxy", words);
    }

    /** @param name of its file */
    Process startAs(String name, String... words) throws IOException {
        var file = directory.resolve(name);
        if (!Files.exists(file)) {
            Files.createLink(file, program);
        }
        var command = new ArrayList<>(List.of(file.toString()));
        command.addAll(List.of(words));
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        started.add(process);
        assertThat(process.inputReader(UTF_8).readLine()).isEqualTo("ready");
        return process;
    }

    /** Doesn't wait for its end. */
    static int kill(Process process) throws IOException {
        process.getOutputStream().close();
        return (int) process.pid();
    }

    /** Returns when the kernel has let go of it. */
    static int crash(Process process) throws Exception {
        int pid = kill(process);
        assertThat(process.waitFor()).isIn(ABORT, SEGMENTATION_FAULT);
        return pid;
    }

    @Override
    public void close() {
        started.forEach(Process::destroyForcibly);
    }
}
