package dev.corewatch.lab;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.objects.Libraries;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.crash.CoreFiles;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A real HAProxy, crashed for real by src/test/lab, once per build directory: {@code target/lab/SCENARIO-VARIANT}. It is crashed anew
 * when the lab's own sources are newer.
 */
public final class LabCrash {

    private static final Path LAB = Path.of("src/test/lab");

    private final JsonNode facts;

    private LabCrash(JsonNode facts) {
        this.facts = facts;
    }

    public static LabCrash of(String scenario, String variant) throws IOException, InterruptedException {
        return of(scenario, variant, "master");
    }

    /**
     * The crash in a given mode.
     *
     * @param mode master or single
     * @param more options of the lab's, such as --threads
     */
    public static LabCrash of(String scenario, String variant, String mode, String... more)
            throws IOException, InterruptedException {
        var name = String.join("-", scenario, variant, mode)
                + String.join("", more).replaceAll("--[a-z]+", "-");
        var out = Path.of("target/lab", name).toAbsolutePath();
        var kept = out.resolveSibling(out.getFileName() + ".json");
        if (!Files.exists(kept) || Files.getLastModifiedTime(kept).compareTo(newest(LAB)) < 0) {
            Files.createDirectories(out.getParent());
            var lab = LAB.resolve("lab").toString();
            var words = new ArrayList<>(List.of(lab, "crash", scenario, "--variant", variant, "--mode", mode));
            words.addAll(List.of(more));
            words.addAll(List.of("--out", out.toString()));
            run("rm", "-rf", out.toString());
            Files.writeString(kept, run(words.toArray(String[]::new)));
        }
        return new LabCrash(Json.mapper().readTree(Files.readString(kept)));
    }

    private static String run(String... words) throws IOException, InterruptedException {
        var process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as(String.join(" ", words)).isZero();
        return output;
    }

    private static FileTime newest(Path dir) throws IOException {
        try (var files = Files.walk(dir)) {
            return files.filter(file ->
                            file.toString().endsWith(".py") || file.toString().endsWith(".c"))
                    .map(LabCrash::modified)
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
        }
    }

    private static FileTime modified(Path file) {
        try {
            return Files.getLastModifiedTime(file);
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    public Path core() {
        return path("core").orElseThrow();
    }

    public Path executable() {
        return path("exe").orElseThrow();
    }

    public Optional<Path> debugDirectory() {
        return path("debugDir");
    }

    /** The root file system that the process saw, when it was not this machine's. */
    public Optional<Path> sysroot() {
        return path("sysroot");
    }

    /** What must be in no output. */
    public List<String> secrets() {
        return facts.path("request")
                .path("secrets")
                .valueStream()
                .map(JsonNode::asText)
                .toList();
    }

    /** HAProxy's own log and standard error. */
    public Path log() {
        return path("log").orElseThrow();
    }

    /** The kernel's lines of that time. */
    public Path kernelLog() {
        return path("kernelLog").orElseThrow();
    }

    /** What a report must say, by the lab's own words: kind, signal, frontend, ... */
    public JsonNode expected() {
        return facts.path("expected");
    }

    public JsonNode facts() {
        return facts;
    }

    /** The core with the files at hand for it: the lab's, and this machine's. */
    public CoreFiles files() throws Exception {
        return files(executable(), null);
    }

    public CoreFiles files(@Nullable Path program, @Nullable Path sysroot) throws Exception {
        try (var channel = FileChannel.open(core())) {
            var image = CoreReader.read(channel);
            var debug = debugDirectory().map(List::of).orElse(List.of());
            var places = new LookupPlaces(program, null, sysroot, sysroot == null, debug);
            var found = Libraries.resolve(image, places);
            return new CoreFiles(core(), image, found.modules(), found.executable());
        }
    }

    private Optional<Path> path(String name) {
        return Optional.ofNullable(facts.path(name).textValue()).map(Path::of);
    }
}
