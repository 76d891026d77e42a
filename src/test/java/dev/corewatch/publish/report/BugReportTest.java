package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class BugReportTest {

    private static final List<String> SECTIONS = List.of(
            "Detailed Description of the Problem",
            "Expected Behavior",
            "Steps to Reproduce the Behavior",
            "Do you have any idea what may have caused this?",
            "Do you have an idea how to solve the issue?",
            "What is your configuration?",
            "Output of `haproxy -vv`",
            "Last Outputs and Backtraces",
            "Additional Information");

    @Test
    void hasTheSectionsOfTheMaintainersTemplateInTheirOrder() {
        for (var sample : List.of("zlib", "truncated", "none")) {
            var headings = BugReport.render(Samples.report(sample))
                    .lines()
                    .filter(line -> line.startsWith("### "))
                    .map(line -> line.substring(4))
                    .toList();
            assertThat(headings).isEqualTo(SECTIONS);
        }
    }

    @Test
    void saysNothingOfWhoseHaproxyItWas() {
        assertThat(BugReport.render(Samples.report("zlib")))
                .doesNotContain("thing_two", "two1", "fe_main", "webhook", "/usr/", "shop", "edge")
                .contains("deflate_flush_or_finish", "POST", "gzip", "2.6.12-1+deb12u3");
        assertThat(BugReport.render(Samples.report("truncated")))
                .doesNotContain("/opt/site", "/build/", "gdb was stopped")
                .contains("libcrypto.so.3 has another build-id");
    }
}
