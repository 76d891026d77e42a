package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CountedTest {

    @Test
    void remembersAnOccurrenceUntilItsOwnStateSaysThatItIsCounted() {
        var first = new Counted<>(0, List.of()).with(1, "a", id -> true);
        assertThat(first.has("a")).isTrue();

        var killedBeforeTheState = first.with(2, "b", Set.of()::contains);
        assertThat(killedBeforeTheState.unconfirmed()).containsExactly("a", "b");

        var later = killedBeforeTheState.with(3, "c", Set.of("a", "b")::contains);
        assertThat(later.unconfirmed()).containsExactly("c");
    }
}
