package dev.corewatch.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class ProgramsTest {

    @Test
    void findsAProgramInTheFirstDirectoryThatHasIt() {
        assertThat(Programs.on("/nowhere:/bin:/usr/bin").find("sh")).hasToString("Optional[/bin/sh]");
    }

    @Test
    void neverLooksInARelativeDirectory() {
        assertThat(Programs.on(".:bin").find("sh")).isEmpty();
    }

    @Test
    void takesAPathAsItIs() {
        assertThat(Programs.on("/nowhere").has("/bin/sh")).isTrue();
    }

    @Test
    void usesTheUsualDirectoriesWithoutASearchPath() {
        assertThat(Programs.on(null).has("sh")).isTrue();
    }
}
