package dev.corewatch.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.corewatch.crash.Workload;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

final class SelectionTest {

    private static final Pattern HAPROXY = Pattern.compile("haproxy.*");

    @Test
    void knowsHaproxyByItsFilesName() {
        var selection = new Selection(HAPROXY, List.of());

        for (var exe :
                List.of("/usr/sbin/haproxy", "/usr/local/sbin/haproxy-2.6", "/x/haproxy (deleted)", "/haproxy")) {
            assertThat(selection.isHaproxy(Dead.running(exe))).as(exe).isTrue();
        }
        for (var exe : List.of("/usr/bin/perl", "/haproxy/x", "/usr/sbin/nothaproxy", "/", "")) {
            assertThat(selection.isHaproxy(Dead.running(exe))).as(exe).isFalse();
        }
        assertThat(new Selection(Pattern.compile("haproxy"), List.of()).isHaproxy(Dead.running("/x/haproxy (deleted)")))
                .isTrue();
    }

    /** Its comm is "haproxy" here. */
    @Test
    void neverGoesByTheNameThatAProcessGaveItself() {
        var unknown = new Victim(1, 1, 1, 0, "haproxy", null, Placement.of(List.of()), Map.of());

        assertThat(new Selection(HAPROXY, List.of()).isHaproxy(unknown)).isFalse();
    }

    @Test
    void takesWhatOneSelectorFitsWhole() {
        for (var selector : List.of(
                "namespace=prod",
                "namespace=p*",
                "name=*",
                "name=edge,container=haproxy",
                " name = edge , image=*haproxy*",
                "pod=edge-?-0,name=x*",
                "label.tier=front")) {
            var expected = !selector.contains("?");
            assertThat(takes(selector)).as(selector).isEqualTo(expected);
        }
        assertThat(takes("namespace=test", "name=edge")).isTrue();
        assertThat(takes("namespace=prod,name=other")).isFalse();
        assertThat(takes("label.other=x", "image=edge", "name=edg", "name=dge", "name=.dge"))
                .isFalse();
        assertThat(takes()).isTrue();
    }

    @Test
    void refusesASelectorThatItCannotUnderstand() {
        for (var selector : List.of("", "edge", "=x", "label.=x", "uid=0", "name=a,", "Name=a")) {
            assertThatThrownBy(() -> new Selection(HAPROXY, List.of(selector)))
                    .as(selector)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("is not KEY=PATTERN");
        }
    }

    private static boolean takes(String... selectors) {
        var workload = new Workload("prod", "edge", "haproxy", "edge-0", "node", "registry/haproxy:2.6");
        return new Selection(HAPROXY, List.of(selectors))
                .takes(new Named(workload, null, Map.of("tier", "front"), false, List.of()));
    }
}
