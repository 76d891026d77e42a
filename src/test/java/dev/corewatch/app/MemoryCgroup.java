package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A memory cgroup of our own, of either version (cgroups(7)), in which the kernel kills when there is no memory left. */
final class MemoryCgroup implements AutoCloseable {

    private static final Path FIRST = Path.of("/sys/fs/cgroup/memory");
    private static final Path SECOND = Path.of("/sys/fs/cgroup");

    private final Path directory;

    private MemoryCgroup(Path directory) {
        this.directory = directory;
    }

    /** @param limit as these files take it, 600M */
    static MemoryCgroup of(String limit) throws IOException {
        boolean first = Files.exists(FIRST);
        var directory = Files.createDirectory((first ? FIRST : SECOND).resolve("corewatch-" + UUID.randomUUID()));
        Files.writeString(directory.resolve(first ? "memory.limit_in_bytes" : "memory.max"), limit);
        return new MemoryCgroup(directory);
    }

    void add(long pid) throws IOException {
        Files.writeString(directory.resolve("cgroup.procs"), String.valueOf(pid));
    }

    /** Until it ends. */
    void run(String... command) throws Exception {
        var words = new ArrayList<>(List.of("sh", "-c", "echo $$ >" + directory + "/cgroup.procs; exec \"$@\"", "sh"));
        words.addAll(List.of(command));
        new ProcessBuilder(words).inheritIO().start().waitFor();
    }

    /** How many processes were killed. */
    int kills() throws IOException {
        var events = List.of(directory.resolve("memory.oom_control"), directory.resolve("memory.events"));
        var file = events.stream().filter(Files::exists).findFirst().orElseThrow();
        return Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("oom_kill "))
                .mapToInt(line -> Integer.parseInt(line.substring("oom_kill ".length())))
                .sum();
    }

    @Override
    public void close() throws IOException {
        assertThat(Files.readString(directory.resolve("cgroup.procs"))).isEmpty();
        Files.delete(directory);
    }
}
