package dev.corewatch.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * kill -9 of a Java program at every place where it makes a system call: strace delivers SIGKILL as one of its threads enters its N-th.
 * The places have nothing in common, so that as many are tried at a time as there are processors.
 */
public final class Kills {

    private static final int KILLED = 128 + 9;
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

    private Kills() {}

    /** Kills at the N-th call, and looks at what is left; false when it wasn't killed there, or too late to count. */
    @FunctionalInterface
    public interface Place {

        boolean kills(int n) throws Exception;
    }

    /** How many places there are: N is 1, and rises by the stride until there is none. */
    public static int everywhere(int stride, Place place) throws Exception {
        assumeThat(new ProcessBuilder("sh", "-c", "command -v strace").start().waitFor())
                .as("strace is installed (apt-get install strace)")
                .isZero();
        int kills = 0;
        try (var threads = Executors.newFixedThreadPool(AT_ONCE)) {
            for (boolean more = true; more; ) {
                var next = IntStream.range(kills, kills + AT_ONCE)
                        .<Callable<Boolean>>mapToObj(i -> () -> place.kills(1 + i * stride))
                        .toList();
                for (var killed : threads.invokeAll(next)) {
                    more = killed.get() && more;
                    kills += more ? 1 : 0;
                }
            }
        }
        return kills;
    }

    /** A tracer that kills there. */
    public static List<String> at(String call, int n) {
        var inject = "inject=%s:signal=SIGKILL:when=%d".formatted(call, n);
        return List.of(
                "strace", "-f", "-qqq", "-o", "/dev/null", "-e", "trace=" + call, "-e", inject, "-e", "signal=none");
    }

    /** Runs the program to its end: it is killed, or ends well. */
    public static boolean isKilled(List<String> tracer, Class<?> program, Object... arguments) throws Exception {
        var process = start(tracer, program, arguments);
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int end = process.waitFor();
        assertThat(end).as(said).isIn(0, KILLED);
        return end == KILLED;
    }

    /** With this JVM's class path. */
    public static Process start(List<String> tracer, Class<?> program, Object... arguments) throws IOException {
        var command = new ArrayList<>(tracer);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx128m", "-XX:-UsePerfData"));
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", System.getProperty("java.class.path")));
        command.add(program.getName());
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }
}
