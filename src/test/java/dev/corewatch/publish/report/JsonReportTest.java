package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Report;
import dev.corewatch.json.Json;
import org.junit.jupiter.api.Test;

final class JsonReportTest {

    @Test
    void isReadBackAsTheSameReport() throws Exception {
        var report = Samples.report("zlib");
        assertThat(Json.mapper().readValue(JsonReport.render(report), Report.class))
                .isEqualTo(report);
    }

    @Test
    void writesNothingThatATerminalWouldObeyAndLosesNothing() throws Exception {
        var planted = Planted.with("a\u001b[2J\u202e\u009b\u007f\u00e9\n", Report.class);
        var json = JsonReport.render(planted);
        assertThat(json).matches("(?s)[\\n\\x20-\\x7e]+");
        assertThat(Json.mapper().readValue(json, Report.class)).isEqualTo(planted);
    }
}
