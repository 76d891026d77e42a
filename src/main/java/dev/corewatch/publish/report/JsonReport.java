package dev.corewatch.publish.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.corewatch.crash.Checkup;
import dev.corewatch.crash.KernelFindings;
import dev.corewatch.crash.Report;
import dev.corewatch.json.Json;

/**
 * The report for programs, exactly as it is (docs/report-schema.md). Only printable ASCII is written; all else is escaped as JSON
 * does it, so that a terminal obeys nothing.
 */
public final class JsonReport {

    private static final ObjectWriter WRITER =
            Json.mapper().writerWithDefaultPrettyPrinter().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    private JsonReport() {}

    public static String render(Report report) {
        return written(report);
    }

    public static String render(KernelFindings findings) {
        return written(findings);
    }

    public static String render(Checkup checkup) {
        return written(checkup);
    }

    private static String written(Record document) {
        try {
            return WRITER.writeValueAsString(document).replace("\u007f", "\\u007f") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a document of records could not be written as JSON", e);
        }
    }
}
