package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ColumnsTest {

    @Test
    void breaksAtSpacesButNotBehindAnArrow() {
        assertThat(Columns.wrap("one two three", 8)).containsExactly("one two", "three");
        assertThat(Columns.wrap("aaaa <- bbbb <- c", 9)).containsExactly("aaaa", "<- bbbb", "<- c");
    }

    @Test
    void doesNotBreakGluedWords() {
        assertThat(Columns.wrap("up " + Columns.glued("4 min 13 s"), 11)).containsExactly("up", "4 min 13 s");
    }

    @Test
    void breaksALongPathBehindASlash() {
        assertThat(Columns.wrap("/aaaa/bbbb/cccc", 8)).containsExactly("/aaaa/", "bbbb/", "cccc");
    }

    @Test
    void countsWideCharactersAsTwo() {
        assertThat(Columns.width("a\u6f22")).isEqualTo(3);
        assertThat(Columns.wrap("\u6f22\u6f22\u6f22", 5)).containsExactly("\u6f22\u6f22", "\u6f22");
    }
}
