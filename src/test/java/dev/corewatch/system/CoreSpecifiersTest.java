package dev.corewatch.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class CoreSpecifiersTest {

    @Test
    void aNameLeadsNowhere() {
        assertThat(CoreSpecifiers.name("../etc/passwd")).isEqualTo("..!etc!passwd");
        assertThat(CoreSpecifiers.name("..")).isEqualTo("!.");
        assertThat(CoreSpecifiers.name(".")).isEqualTo("!");
        assertThat(CoreSpecifiers.name("a..")).isEqualTo("a..");
    }

    @Test
    void twoPercentSignsBeginNothing() {
        assertThat(CoreSpecifiers.has("core.%%p", "p")).isFalse();
        assertThat(CoreSpecifiers.has("core.%%%p", "p")).isTrue();
        assertThat(CoreSpecifiers.has("core.%", "p")).isFalse();
        assertThat(CoreSpecifiers.fill("%%p%p%", Map.of('p', "7")::get)).isEqualTo("%p7");
    }
}
