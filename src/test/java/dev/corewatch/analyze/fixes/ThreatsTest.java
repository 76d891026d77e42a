package dev.corewatch.analyze.fixes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.KnownFix.Applies;
import dev.corewatch.crash.UpstreamFix;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ThreatsTest {

    private final Threats threats = new Threats(KnownFixes.builtIn());

    @Test
    void putsTheCertainFirstAndThenTheWorst() {
        var list = of("3.0.0");
        var certain =
                list.stream().takeWhile(fix -> fix.applies() == Applies.YES).toList();

        assertThat(certain).isNotEmpty().hasSizeLessThan(list.size());
        assertThat(list.subList(certain.size(), list.size())).allMatch(fix -> fix.applies() == Applies.UNKNOWN);
        assertThat(certain.stream().map(UpstreamFix::severity).distinct()).containsSubsequence("major", "medium");
    }

    @Test
    void leavesOutWhatTheVersionHasAndWhatCameAfterIt() {
        assertThat(of("2.6.12")).noneMatch(fix -> fix.fixedIn().equals("2.6-dev2"));
        assertThat(of("2.6.0")).noneMatch(fix -> fix.id().equals("717e9aec5"));
        assertThat(of("9.9.9")).isEmpty();
    }

    @Test
    void isCertainOfAStableReleaseOnlyByItsDate() {
        assertThat(of("2.6.12")).noneMatch(fix -> fix.applies() == Applies.YES);
        assertThat(of("HAProxy version 2.6.12-1+deb12u1 2023/12/16 - https://haproxy.org/"))
                .anyMatch(fix -> fix.applies() == Applies.YES)
                .filteredOn(fix -> fix.applies() == Applies.YES)
                .allMatch(fix -> fix.written().compareTo("2023-12-16") > 0);
    }

    @Test
    void namesTheSeriesWhoseStableBranchShouldHaveIt() {
        assertThat(of("2.6.12").stream().filter(fix -> fix.id().equals("169fc0b77")))
                .singleElement()
                .returns("2.6", UpstreamFix::series);
    }

    @Test
    void saysHowItUnderstoodTheVersion() {
        assertThat(threats.of("HAProxy version 2.6.12-1+deb12u1 2023/12/16 - https://haproxy.org/"))
                .map(Threats.Of::version)
                .contains("2.6.12 (2023-12-16)");
        assertThat(threats.of("3.0")).map(Threats.Of::version).contains("3.0");
    }

    @Test
    void isCertainOfNothingInASeries() {
        assertThat(of("3.0")).isNotEmpty().allMatch(fix -> fix.applies() == Applies.UNKNOWN);
    }

    private List<UpstreamFix> of(String version) {
        return threats.of(version).orElseThrow().fixes();
    }
}
