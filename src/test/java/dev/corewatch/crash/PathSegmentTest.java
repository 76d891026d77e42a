package dev.corewatch.crash;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PathSegmentTest {

    @Test
    void leavesOrdinaryNamesAsTheyAre() {
        assertThat(PathSegment.of("thing-two_1.2")).isEqualTo("thing-two_1.2");
    }

    @Test
    void neverClimbsNorHides() {
        assertThat(PathSegment.of("..")).isEqualTo("%2E.");
        assertThat(PathSegment.of("../../etc")).isEqualTo("%2E.%2F..%2Fetc");
        assertThat(PathSegment.of(".tmp")).isEqualTo("%2Etmp");
        assertThat(PathSegment.of("")).isEqualTo("%");
        assertThat(PathSegment.of("a\0\nb")).isEqualTo("a%00%0Ab");
    }

    @Test
    void keepsNamesApartThatDifferOnlyInWhatIsEscaped() {
        assertThat(PathSegment.of("a/b")).isNotEqualTo(PathSegment.of("a%2Fb"));
        assertThat(PathSegment.of("%")).isNotEqualTo(PathSegment.of(""));
    }

    @Test
    void cutsLongNamesAndKeepsThemApart() {
        var one = PathSegment.of("x".repeat(5000) + "1");
        var other = PathSegment.of("x".repeat(5000) + "2");
        assertThat(one).hasSize(PathSegment.LONGEST).isNotEqualTo(other);
    }
}
