package dev.corewatch.helper;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** {@code agent.py}, which listens where the node agent would, and behaves as a test needs it. */
final class StandInAgent implements AutoCloseable {

    private static final Path SCRIPT = Path.of("src/test/resources/dev/corewatch/helper/agent.py");

    private final Process process;
    private final BufferedReader out;

    private StandInAgent(Process process) {
        this.process = process;
        this.out = process.inputReader(UTF_8);
    }

    static StandInAgent start(Path socket, String behaviour, Path file) throws IOException {
        var command = List.of("python3", "-B", SCRIPT.toString(), socket.toString(), behaviour, file.toString());
        var agent = new StandInAgent(new ProcessBuilder(new ArrayList<>(command))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
        if (!agent.line().equals("ready")) {
            throw new IOException("the stand-in agent didn't listen");
        }
        return agent;
    }

    /** The words it was sent, and the pid that the pidfd says last. */
    List<String> words() throws IOException {
        return List.of(line().split("\t", -1));
    }

    /** Lets the behaviour `thin` end. */
    void goOn() throws IOException {
        var in = process.outputWriter(UTF_8);
        in.write("go on\n");
        in.flush();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() throws InterruptedException {
        return process.waitFor();
    }

    private String line() throws IOException {
        return Objects.requireNonNullElse(out.readLine(), "");
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
