package dev.corewatch.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.corewatch.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a role has made known, as it lies in its spool.
 *
 * @param directory that a {@link RunningRole} was given
 */
record Occurrences(Path directory) {

    private static final List<String> FORMATS = List.of("json", "md", "html", "txt");

    List<JsonNode> all() throws IOException {
        var spool = directory.resolve("spool/spool");
        var found = new ArrayList<JsonNode>();
        if (Files.exists(spool)) {
            try (var occurrences = Files.newDirectoryStream(spool)) {
                for (var one : occurrences) {
                    read(one.resolve("occurrence.json"), found);
                }
            }
        }
        return found;
    }

    private static void read(Path document, List<JsonNode> found) throws IOException {
        try {
            found.add(Json.mapper().readTree(Files.readAllBytes(document)));
        } catch (NoSuchFileException e) {
            return; // not written yet, or removed
        }
    }

    List<Integer> hostPids() throws IOException {
        return all().stream().map(Occurrences::hostPid).toList();
    }

    /** That process's; null as long as there is none. */
    @Nullable
    JsonNode of(int hostPid) throws IOException {
        return all().stream().filter(one -> hostPid(one) == hostPid).findFirst().orElse(null);
    }

    /** That process's once its reports are written; null until then. */
    @Nullable
    JsonNode reported(int hostPid) throws IOException {
        var one = of(hostPid);
        boolean written = one != null
                && one.has("report")
                && FORMATS.stream().allMatch(format -> Files.exists(file(one, "report." + format)));
        return written ? one : null;
    }

    /** Of that occurrence's directory. */
    Path file(JsonNode occurrence, String name) {
        return directory
                .resolve("spool/spool")
                .resolve(occurrence.path("id").asText())
                .resolve(name);
    }

    /** Why it has no core; empty when it has one. */
    static String withoutCore(JsonNode occurrence) {
        return occurrence
                .path("gaps")
                .valueStream()
                .filter(gap -> gap.path("missing").asText().equals("core"))
                .map(gap -> gap.path("reason").asText())
                .findFirst()
                .orElse("");
    }

    private static int hostPid(JsonNode occurrence) {
        return occurrence.path("identity").path("hostPid").asInt();
    }
}
