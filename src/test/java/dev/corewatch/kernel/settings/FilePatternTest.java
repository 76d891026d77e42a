package dev.corewatch.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class FilePatternTest {

    private static final Map<Character, String> FACTS = Map.of('p', "17", 'P', "4711", 'e', "nginx", 't', "1");

    @Test
    void namesTheFileThatTheKernelWould() {
        assertThat(path("/cores/core.%e.%P.%t%%%Z%", false)).isEqualTo("/cores/core.nginx.4711.1%");
    }

    @Test
    void addsThePidWhereTheKernelDoes() {
        assertThat(path("/cores/core", true)).isEqualTo("/cores/core.17");
        assertThat(path("/cores/%P.100%%p", true)).isEqualTo("/cores/4711.100%p.17");
        assertThat(path("/cores/core.%p", true)).isEqualTo("/cores/core.17");
        assertThat(path("/cores/core", false)).isEqualTo("/cores/core");
    }

    @Test
    void isNoneOfAnotherKind() {
        assertThat(FilePattern.parse("core.%p")).isEmpty();
        assertThat(FilePattern.parse("|/usr/bin/x")).isEmpty();
        assertThat(FilePattern.parse("@@/run/x")).isEmpty();
        assertThat(FilePattern.parse("")).isEmpty();
    }

    private static String path(String pattern, boolean usesPid) {
        return FilePattern.parse(pattern).orElseThrow().path(FACTS, usesPid);
    }
}
