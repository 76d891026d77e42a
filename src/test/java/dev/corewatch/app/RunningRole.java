package dev.corewatch.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A role as people start it: a process of its own, by the launcher, on a port that the system gives. */
final class RunningRole implements AutoCloseable {

    private static final String CORES = "COREWATCH_CAPTURE_DIRECTORY";
    private static final Pattern PORT = Pattern.compile("istening on: http://[^:]+:(\\d+)");
    private static final long PATIENCE_NANOS = 120_000_000_000L;

    private final Process process;
    private final Path log;
    private final int port;
    private final Duration startup;

    private RunningRole(Process process, Path log) throws Exception {
        long begun = System.nanoTime();
        this.process = process;
        this.log = log;
        this.port = until("it listens and watches", () -> {
            var matcher = PORT.matcher(log());
            return matcher.find() && log().contains("watching ") ? Integer.valueOf(matcher.group(1)) : null;
        });
        this.startup = Duration.ofNanos(System.nanoTime() - begun);
    }

    /** @param directory gets spool/ and sidecar.log */
    static RunningRole start(Path directory, Path cores) throws Exception {
        return start(directory, cores, Map.of());
    }

    /** @param settings further environment variables */
    static RunningRole start(Path directory, Path cores, Map<String, String> settings) throws Exception {
        var log = directory.resolve("sidecar.log");
        Files.deleteIfExists(log);
        return new RunningRole(launch(directory, cores, log, settings), log);
    }

    /**
     * The agent, with its sockets and its helper in that directory too.
     *
     * @param settings further environment variables; those of a taken kernel
     */
    static RunningRole agent(Path directory, Map<String, String> settings) throws Exception {
        var log = directory.resolve("agent.log");
        Files.deleteIfExists(log);
        return new RunningRole(launchAgent(directory, log, settings), log);
    }

    /** @param within a program that runs it */
    static RunningRole agent(Path directory, Map<String, String> settings, List<String> within) throws Exception {
        var log = directory.resolve("agent.log");
        Files.deleteIfExists(log);
        return new RunningRole(launch(within, "agent", directory, log, agentSettings(directory, settings)), log);
    }

    /**
     * A controller.
     *
     * @param directory gets its log
     * @param name of the replica
     * @param settings further environment variables: the cluster
     */
    static RunningRole controller(Path directory, String name, Map<String, String> settings) throws Exception {
        var log = directory.resolve(name + ".log");
        var all = new HashMap<>(Map.of("COREWATCH_CONTROLLER_POD", name));
        all.putAll(settings);
        return new RunningRole(launchController(directory, log, all), log);
    }

    static Process launchController(Path directory, Path log, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(Map.of("COREWATCH_CONTROLLER_INGEST_PORT", "0"));
        all.putAll(settings);
        return launch(List.of(), "controller", directory, log, all);
    }

    static Process launchAgent(Path directory, Path log, Map<String, String> settings) throws IOException {
        return launch(List.of(), "agent", directory, log, agentSettings(directory, settings));
    }

    private static Map<String, String> agentSettings(Path directory, Map<String, String> settings) {
        var all = new HashMap<String, String>();
        all.put("COREWATCH_AGENT_SOCKET_DIRECTORY", directory.resolve("run").toString());
        all.put("COREWATCH_AGENT_HELPER_DIRECTORY", directory.resolve("bin").toString());
        all.put(CORES, directory.resolve("cores").toString());
        all.putAll(settings);
        return all;
    }

    /**
     * In a container of its own, as uid 99 without capabilities, and with nothing writable but /cores and its spool.
     *
     * @param directory gets spool/ and sidecar.log
     * @param options of {@code lab beside}: whose pid namespace, another user
     */
    static RunningRole beside(Path directory, Path cores, List<String> options) throws Exception {
        var log = directory.resolve("sidecar.log");
        Files.deleteIfExists(log);
        var words = new ArrayList<>(List.of("src/test/lab/lab", "beside"));
        words.addAll(options);
        words.addAll(List.of("--bind", cores + ":/cores", "--bind", spool(directory) + ":/var/lib/corewatch"));
        words.addAll(List.of("--bind-ro", Path.of("target").toAbsolutePath() + ":/opt/corewatch"));
        words.addAll(List.of("--bind-ro", System.getProperty("java.home") + ":/opt/jdk"));
        words.addAll(
                List.of("--bind-ro", debugDirectory() + ":/opt/debug", "--", "/opt/corewatch/corewatch", "sidecar"));
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", "/opt/jdk");
        builder.environment().put("COREWATCH_ANALYZE_DEBUG_DIRECTORIES", "/opt/debug");
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        return new RunningRole(builder.start(), log);
    }

    private static Path spool(Path directory) throws IOException {
        var spool = Files.createDirectories(directory.resolve("spool"));
        Files.setAttribute(spool, "unix:uid", 99);
        Files.setAttribute(spool, "unix:gid", 99);
        return spool;
    }

    static Process launch(Path directory, Path cores, Path log) throws IOException {
        return launch(directory, cores, log, Map.of());
    }

    static Process launch(Path directory, Path cores, Path log, Map<String, String> settings) throws IOException {
        var all = new HashMap<>(Map.of(CORES, cores.toString()));
        all.putAll(settings);
        return launch(List.of(), "sidecar", directory, log, all);
    }

    private static Process launch(
            List<String> within, String role, Path directory, Path log, Map<String, String> settings)
            throws IOException {
        var words = new ArrayList<>(within);
        words.addAll(List.of(Program.path(), role));
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment()
                .put("COREWATCH_SPOOL_DIRECTORY", directory.resolve("spool").toString());
        builder.environment()
                .put("COREWATCH_ANALYZE_DEBUG_DIRECTORIES", debugDirectory().toString());
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** Where the lab's HAProxy has its debug information, as an operator would have unpacked a -dbg package. */
    private static Path debugDirectory() throws IOException {
        var lab = new ProcessBuilder("src/test/lab/lab", "build", "zlib")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var out = lab.inputReader(StandardCharsets.UTF_8)) {
            return Path.of(out.readLine()).resolveSibling("../debug").normalize();
        }
    }

    /** Until it listened and watched. */
    Duration startup() {
        return startup;
    }

    long pid() {
        return process.pid();
    }

    /** Resident memory in KiB (proc_pid_smaps(5)). */
    long residentKib() throws IOException {
        try (var lines = Files.lines(Path.of("/proc", String.valueOf(pid()), "smaps_rollup"))) {
            var rss = lines.filter(line -> line.startsWith("Rss:")).findFirst().orElse("0");
            return Long.parseLong(rss.replaceAll("[^0-9]", ""));
        }
    }

    String log() throws IOException {
        return Files.exists(log) ? Files.readString(log) : "";
    }

    String get(String path) throws Exception {
        // The JDK's upgrade to HTTP/2 within a connection has hung here, with nothing under way on either side.
        try (var client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                    .timeout(Duration.ofNanos(PATIENCE_NANOS))
                    .build();
            return client.send(request, BodyHandlers.ofString()).body();
        }
    }

    /** The line of a series, or nothing. */
    String metric(String name, String... labels) throws Exception {
        return get("/metrics")
                .lines()
                .filter(line ->
                        line.startsWith(name + "{") && List.of(labels).stream().allMatch(line::contains))
                .findFirst()
                .orElse("");
    }

    /** What the condition gives, once it gives something. */
    <T> T until(String what, Callable<T> condition) throws Exception {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < deadline) {
            var found = condition.call();
            if (found != null) {
                return found;
            }
            if (!process.isAlive()) {
                throw new AssertionError("it ended before: " + what + "\n" + log());
            }
            process.onExit()
                    .completeOnTimeout(process, 20, TimeUnit.MILLISECONDS)
                    .get();
        }
        throw new AssertionError("waited in vain: " + what + "\n" + log());
    }

    /** /proc/PID/status of the program that was started, as the machine sees it. */
    String status() throws IOException {
        var program = process.children().findFirst().orElseThrow();
        return Files.readString(Path.of("/proc", Long.toString(program.pid()), "status"));
    }

    /** Until it has ended by itself, or by the kernel. */
    void awaitEnd() {
        process.onExit().orTimeout(PATIENCE_NANOS, TimeUnit.NANOSECONDS).join();
    }

    void kill() throws InterruptedException {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
