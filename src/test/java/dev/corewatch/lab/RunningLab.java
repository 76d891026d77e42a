package dev.corewatch.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A command of src/test/lab that goes on running: it says a JSON line when it is ready, and ends with its standard input. */
public final class RunningLab implements AutoCloseable {

    private final Process process;
    private final BufferedReader out;
    private final JsonNode ready;

    private RunningLab(Process process) throws IOException {
        this.process = process;
        this.out = process.inputReader(UTF_8);
        this.ready = said();
    }

    public static RunningLab start(String... words) throws IOException {
        return start(Map.of(), words);
    }

    /**
     * With these settings of the kernel.
     *
     * @param environment of a kernel that was taken: {@link TakenKernel#below}
     */
    public static RunningLab start(Map<String, String> environment, String... words) throws IOException {
        var command = new ArrayList<>(List.of("src/test/lab/lab"));
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(environment);
        return new RunningLab(builder.start());
    }

    /** What it said when it was ready. */
    public JsonNode ready() {
        return ready;
    }

    /** A process of the pid namespace that its containers have. */
    public String pids() {
        return ready.path("pids").asText();
    }

    /** Has HAProxy die; the facts. */
    public JsonNode kill() throws IOException {
        return ask("");
    }

    /** What it answers to a line. */
    public JsonNode ask(String line) throws IOException {
        var in = process.outputWriter(UTF_8);
        in.write(line + "\n");
        in.flush();
        return said();
    }

    private JsonNode said() throws IOException {
        var line = out.readLine();
        assertThat(line).as("the lab's answer; its words are on standard error").isNotNull();
        return Json.mapper().readTree(line);
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        process.onExit().join();
    }
}
