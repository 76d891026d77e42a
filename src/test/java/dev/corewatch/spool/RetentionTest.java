package dev.corewatch.spool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.spool.Retention.Held;
import dev.corewatch.spool.Retention.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RetentionTest {

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final RetentionRules RULES = new RetentionRules(Duration.ofDays(90), 2, 100, true);

    @Test
    void removesNothingWithoutAReason() {
        assertThat(decide(0, held("a", 1, "g"), held("b", 2, "g"))).isEmpty();
    }

    @Test
    void keepsTheNewestCoresOfAGroupAndTheMetadataOfAll() {
        assertThat(decide(0, held("a", 4, "g"), held("b", 3, "g"), held("c", 2, "g"), held("x", 5, "h")))
                .containsExactly(new Removal("a", false, CoreGone.SUPERSEDED));
    }

    @Test
    void keepsOneCoreOfAnAcknowledgedGroup() {
        var old = new Held("a", NOW.minusSeconds(9), 10, "g", true, true, true);
        var recent = new Held("b", NOW.minusSeconds(1), 10, "g", true, true, true);
        assertThat(decide(0, old, recent)).containsExactly(new Removal("a", false, CoreGone.SUPERSEDED));
    }

    @Test
    void forgetsAnOccurrenceThatIsTooOldOrOneTooMany() {
        var rules = new RetentionRules(Duration.ofDays(90), 9, 2, true);
        var tooOld = Duration.ofDays(91).toSeconds();
        assertThat(Retention.decide(List.of(held("a", tooOld, "g"), held("b", 1, "g")), rules, NOW, 0))
                .containsExactly(new Removal("a", true, CoreGone.EXPIRED));
        assertThat(Retention.decide(List.of(held("a", 3, "g"), held("b", 2, "g"), held("c", 1, "g")), rules, NOW, 0))
                .containsExactly(new Removal("a", true, CoreGone.EXPIRED));
    }

    @Test
    void waitsForTheStoreBeforeAgeOrNumberTakesACore() {
        var tooOld = unverified("a", Duration.ofDays(91).toSeconds());
        assertThat(decide(0, tooOld, unverified("b", 3), unverified("c", 2), unverified("d", 1)))
                .isEmpty();
    }

    @Test
    void makesRoomWithVerifiedCoresFirst() {
        assertThat(decide(15, unverified("a", 9), held("b", 3, "g"), held("c", 2, "h")))
                .containsExactly(
                        new Removal("b", false, CoreGone.MADE_ROOM), new Removal("c", false, CoreGone.MADE_ROOM));
    }

    @Test
    void takesAnUnverifiedCoreOnlyWhenNothingElseIsLeft() {
        assertThat(decide(15, unverified("a", 9), held("b", 3, "g")))
                .containsExactly(
                        new Removal("a", false, CoreGone.EVICTED), new Removal("b", false, CoreGone.MADE_ROOM));
    }

    @Test
    void sparesAGroupsNewestCoreWhileThereAreOlderCopies() {
        assertThat(decide(10, held("1-only", 9, "rare"), held("2-old", 5, "g"), held("3-new", 1, "g")))
                .containsExactly(new Removal("2-old", false, CoreGone.MADE_ROOM));
    }

    @Test
    void whatWasRemovedForOtherReasonsCountsAsRoom() {
        assertThat(decide(10, held("a", 4, "g"), held("b", 3, "g"), held("c", 2, "g")))
                .containsExactly(new Removal("a", false, CoreGone.SUPERSEDED));
    }

    @Test
    void neverTouchesWhatIsStillUnderWay() {
        var working = new Held("a", NOW.minusSeconds(9), 10, "g", false, true, false);
        assertThat(decide(1000, working)).isEmpty();
    }

    private static List<Removal> decide(long excess, Held... held) {
        return Retention.decide(List.of(held), RULES, NOW, excess);
    }

    private static Held held(String id, long secondsAgo, String group) {
        return new Held(id, NOW.minusSeconds(secondsAgo), 10, group, true, true, false);
    }

    private static Held unverified(String id, long secondsAgo) {
        return new Held(id, NOW.minusSeconds(secondsAgo), 10, "g", true, false, false);
    }
}
