package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.Report;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HtmlReportTest {

    private static final Pattern TAG = Pattern.compile("</?([a-zA-Z!][a-zA-Z0-9]*)([^>]*)>");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='x",
                "</style><script>",
                "</title><script>",
                "]]> --> <!--",
                "&lt;script&gt;",
                "%s %n %%"
            })
    void everyFieldIsTextAndNeverMarkup(String hostile) {
        var html = HtmlReport.render(Planted.with(hostile, Report.class));
        var harmless = HtmlReport.render(Planted.with("x", Report.class));
        assertThat(tags(html)).isEqualTo(tags(harmless));
        assertThat(html).contains(Html.text(hostile));
    }

    @Test
    void needsNothingFromOutsideAndRunsNoScript() {
        var html = HtmlReport.render(Samples.report("zlib"));
        assertThat(html).doesNotContain("<script", "src=", "href=", "url(", "@import", "http://", "https://");
        assertThat(html).contains("default-src 'none'; style-src 'sha256-");
    }

    @Test
    void doesNotMentionWhatIsUnknown() {
        var html = HtmlReport.render(Samples.report("none"));
        assertThat(html).doesNotContain("null", "unknown", "Known fixes", "Modules", "Other threads");
    }

    private static Set<String> tags(String html) {
        var tags = new TreeSet<String>();
        TAG.matcher(html).results().forEach(tag -> tags.add(tag.group()));
        tags.removeIf(tag -> tag.startsWith("<title"));
        return tags;
    }
}
