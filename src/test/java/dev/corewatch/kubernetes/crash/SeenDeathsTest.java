package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.kubernetes.crash.SeenDeaths.Look;
import dev.corewatch.kubernetes.crash.WatchedPod.Container;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class SeenDeathsTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void seesNothingNewInAContainerThatRuns() {
        assertThat(SeenDeaths.NONE.look(running("a", 0, null))).isEqualTo(new Look(0, List.of(), SeenDeaths.NONE));
    }

    @Test
    void seesAnEndBeforeTheRestartAndNotAgainAfterIt() {
        var dead = SeenDeaths.NONE.look(ended("a", 0, null));
        assertThat(dead.ends()).containsExactly(end("a"));
        assertThat(dead.now()).isEqualTo(new SeenDeaths(1, "a"));
        assertThat(dead.now().look(running("b", 1, "a"))).isEqualTo(new Look(0, List.of(), dead.now()));
    }

    @Test
    void seesTwoEndsOldestFirst() {
        assertThat(SeenDeaths.NONE.look(ended("b", 1, "a")).ends()).containsExactly(end("a"), end("b"));
    }

    @Test
    void countsWhatTheStatusDoesntShowAnyMore() {
        var look = new SeenDeaths(1, "a").look(ended("e", 4, "d"));
        assertThat(look.hidden()).isEqualTo(2);
        assertThat(look.ends()).containsExactly(end("d"), end("e"));
        assertThat(look.now()).isEqualTo(new SeenDeaths(5, "e", 2, List.of()));
    }

    @Test
    void countsByNumberWhereTheKubeletLostTheContainer() {
        var look = new SeenDeaths(1, "a").look(running("c", 2, null));
        assertThat(look.hidden()).isEqualTo(1);
        assertThat(look.ends()).isEmpty();
    }

    @Test
    void goesOnWhereAGroupKnowsIt() {
        var known = SeenDeaths.first(ended("c", 2, "b"), NOON.plusSeconds(1), NOON, "b"::equals);
        assertThat(known.look(ended("c", 2, "b"))).satisfies(look -> {
            assertThat(look.hidden()).isZero();
            assertThat(look.ends()).containsExactly(end("c"));
        });
    }

    @Test
    void knowsAHiddenEndThatAnAgentToldOf() {
        var look = new SeenDeaths(0, null).opened("a").opened("b").look(ended("e", 4, "d"));
        assertThat(look.hidden()).isEqualTo(1);
        assertThat(look.now().hidden()).isEqualTo(1);
        assertThat(look.now().open()).isEmpty();
        assertThat(look.now().found().hidden()).isZero();
    }

    @Test
    void isntMisledByWhatSomebodyEditedByHand() {
        assertThat(new SeenDeaths(-1_000_000, null, -7, List.of())
                        .look(running("a", 0, null))
                        .hidden())
                .isZero();
    }

    @Test
    void takesAnOlderLookForNoNews() {
        var seen = new SeenDeaths(2, "b");
        assertThat(seen.look(running("b", 1, "a")).hidden()).isZero();
    }

    @Test
    void countsFromTheBeginningInAPodThatCameLater() {
        assertThat(SeenDeaths.first(running("c", 2, "b"), NOON.plusSeconds(1), NOON, _ -> false))
                .isEqualTo(SeenDeaths.NONE);
    }

    @Test
    void countsOnlyWhatCameLaterInAPodThatWasThere() {
        var before = SeenDeaths.first(running("c", 2, "b"), NOON.minusSeconds(99), NOON.plusSeconds(1), _ -> false);
        assertThat(before.look(running("c", 2, "b"))).isEqualTo(new Look(0, List.of(), before));
        var since = SeenDeaths.first(running("c", 2, "b"), NOON.minusSeconds(99), NOON.minusSeconds(1), _ -> false);
        assertThat(since.look(running("c", 2, "b")).ends()).containsExactly(end("b"));
    }

    private static Container running(String id, int restarts, @Nullable String before) {
        return new Container("haproxy", "haproxy:2.6", id, restarts, null, before == null ? null : end(before));
    }

    private static Container ended(String id, int restarts, @Nullable String before) {
        return new Container("haproxy", "haproxy:2.6", id, restarts, end(id), before == null ? null : end(before));
    }

    private static End end(String id) {
        return new End(id, 139, "Error", null, NOON.minusSeconds(60), NOON);
    }
}
