package dev.corewatch.spool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import dev.corewatch.json.Json;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** JSON files of the spool: written durably, and a reader is told which file is damaged. */
final class Documents {

    private Documents() {}

    static void write(Path file, Object document) throws IOException {
        DurableFiles.replace(
                file, Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(document));
    }

    static <T> T read(Path file, Class<T> type) throws IOException {
        return read(file, bytes -> Json.mapper().readValue(bytes, type));
    }

    static <T> T read(Path file, TypeReference<T> type) throws IOException {
        return read(file, bytes -> Json.mapper().readValue(bytes, type));
    }

    private interface Parser<T> {

        @Nullable
        T parse(byte[] bytes) throws IOException;
    }

    private static <T> T read(Path file, Parser<T> parser) throws IOException {
        try {
            var document = parser.parse(Files.readAllBytes(file));
            if (document == null) {
                throw new DamagedDocumentException(file, "it says null");
            }
            return document;
        } catch (JsonProcessingException e) {
            throw new DamagedDocumentException(file, e.getOriginalMessage(), e);
        }
    }
}
