package dev.corewatch.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StoreKeyTest {

    @Test
    void escapesNamesSoThatNoneClimbs() {
        assertThat(StoreKey.of("shop", "../../root", "01abc", "core.zst").value())
                .isEqualTo("shop/%2E.%2F..%2Froot/01abc/core.zst");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "a//b", "a/../b", "a/.hidden", "a/", "a b", "a\nb", "a\\b"})
    void refusesWhatIsNoKey(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new StoreKey(value));
    }
}
