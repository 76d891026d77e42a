package dev.corewatch.kernel.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class PipePatternTest {

    @Test
    void fillsInWhatTheKernelWould() {
        var apport =
                PipePattern.parse("|/usr/share/apport/apport -p%p -s%s -- %E").orElseThrow();

        assertThat(apport.command(Map.of('p', "17", 's', "11", 'E', "!usr!sbin!nginx")))
                .containsExactly("/usr/share/apport/apport", "-p17", "-s11", "--", "!usr!sbin!nginx");
    }

    @Test
    void neverMakesTwoArgumentsOfOneValue() { // CVE-2021-25682 and its kin: what a process calls itself
        var pattern = PipePattern.parse("|/h %e").orElseThrow();

        assertThat(pattern.command(Map.of('e', "x --root=/ %p"))).containsExactly("/h", "x --root=/ %p");
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
        var pattern = PipePattern.parse("|/h 100%% a%Zb %F %").orElseThrow();

        assertThat(pattern.command(Map.of())).containsExactly("/h", "100%", "ab", "", "");
    }

    @Test
    void isNoneOfAnotherKind() {
        assertThat(PipePattern.parse("core")).isEmpty();
        assertThat(PipePattern.parse("/cores/core.%p")).isEmpty();
        assertThat(PipePattern.parse("@@/run/x.sock")).isEmpty();
        assertThat(PipePattern.parse("|")).isEmpty();
        assertThat(PipePattern.parse("|relative %p")).isEmpty();
    }
}
