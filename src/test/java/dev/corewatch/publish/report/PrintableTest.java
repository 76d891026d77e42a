package dev.corewatch.publish.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PrintableTest {

    @Test
    void keepsLettersOfAnyScript() {
        assertThat(Printable.name("caf\u00e9 \u6f22\u5b57 \ud83d\ude80", 100))
                .isEqualTo("caf\u00e9 \u6f22\u5b57 \ud83d\ude80");
    }

    @Test
    void showsWhatItTakesAway() {
        assertThat(Printable.name("a\u001b[31mb\nc\u202ed", 100)).isEqualTo("a\\x1b[31mb\\x0ac\\u202ed");
    }

    @Test
    void turnsWhiteSpaceOfASentenceIntoSpaces() {
        assertThat(Printable.sentence(" one\n  two\tthree ")).isEqualTo("one two three");
    }

    @Test
    void cutsAtTheBoundWithoutSplittingACharacter() {
        assertThat(Printable.name("x".repeat(500), 10)).isEqualTo("xxxxxxx...");
        assertThat(Printable.name("\ud83d\ude80".repeat(500), 10)).isEqualTo("\ud83d\ude80".repeat(3) + "...");
        assertThat(Printable.name("\n".repeat(500), 10)).hasSizeLessThanOrEqualTo(10);
    }
}
