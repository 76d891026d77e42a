package dev.corewatch.json.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class AnyOfTest {

    @Test
    void findsAWordWhereverItStands() {
        var words = AnyOf.words("segfault", "oom-kill:", " error:");

        assertThat(words.in("segfault")).isTrue();
        assertThat(words.in("xsegfaultx")).isTrue();
        assertThat(words.in("a oom-kill:")).isTrue();
        assertThat(words.in("oom-kill")).isFalse();
        assertThat(words.in("segfaul")).isFalse();
        assertThat(words.in("")).isFalse();
    }

    @Test
    void agreesWithASearchForEachWord() {
        var random = new Random(3);
        var sought = new String[] {"abba", "bab", "aaaab"};
        var words = AnyOf.words(sought);
        for (int i = 0; i < 20_000; i++) {
            var text = random.ints(random.nextInt(12), 'a', 'd')
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            assertThat(words.in(text)).as(text).isEqualTo(Stream.of(sought).anyMatch(text::contains));
        }
    }
}
