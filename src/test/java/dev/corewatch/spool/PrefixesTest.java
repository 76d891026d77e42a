package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PrefixesTest {

    private static final List<String> IDS = List.of("01abc", "01abd", "02", "02x");
    private static final Path WHERE = Path.of("/var/lib/corewatch");

    @Test
    void takesTheOnlyIdThatBeginsSo() throws Exception {
        assertThat(Prefixes.only("01abd", IDS, WHERE)).isEqualTo("01abd");
        assertThat(Prefixes.only("02x", IDS, WHERE)).isEqualTo("02x");
    }

    @Test
    void aWholeIdIsNeverAmbiguous() throws Exception {
        assertThat(Prefixes.only("02", IDS, WHERE)).isEqualTo("02");
    }

    @Test
    void showsTheCandidatesOfAnAmbiguousOne() {
        assertThatThrownBy(() -> Prefixes.only("01", IDS, WHERE))
                .isInstanceOf(UnknownIdException.class)
                .hasMessage("\"01\" is the beginning of 2 ids, type more of it:\n  01abc\n  01abd");
    }

    @Test
    void saysWhereItLookedForAnUnknownOne() {
        assertThatThrownBy(() -> Prefixes.only("zz", IDS, WHERE)).hasMessageContaining("/var/lib/corewatch");
        assertThatThrownBy(() -> Prefixes.only("", List.of("a"), WHERE)).isInstanceOf(UnknownIdException.class);
    }
}
