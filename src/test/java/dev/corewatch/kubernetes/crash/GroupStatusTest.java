package dev.corewatch.kubernetes.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.kubernetes.api.CrashSpec;
import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import dev.corewatch.kubernetes.api.CrashStatus;
import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import dev.corewatch.kubernetes.api.HAProxyCrash;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class GroupStatusTest {

    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");
    private static final WorkloadRef LB = new WorkloadRef("apps/v1", "Deployment", "lb");

    @Test
    void countsACrashOnceHoweverOftenItIsTold() {
        var once = with(CrashStatus.NEW, crash(id("a"), 1, 0));
        assertThat(once.count()).isEqualTo(1);
        assertThat(once.occurrences()).hasSize(1);
        assertThat(with(once, crash(id("a"), 1, 0))).isEqualTo(once);
    }

    @Test
    void takesANewerRevisionAndNoOlderOne() {
        var second = with(with(CrashStatus.NEW, crash(id("a"), 1, 0)), crash(id("a"), 2, 0));
        assertThat(second.count()).isEqualTo(1);
        assertThat(second.occurrences())
                .singleElement()
                .satisfies(one -> assertThat(one.revision()).isEqualTo(2));
        assertThat(with(second, crash(id("a"), 1, 0))).isEqualTo(second);
    }

    @Test
    void remembersTheLastTenByTheirTime() {
        var status = CrashStatus.NEW;
        for (int i = 0; i < 12; i++) {
            status = with(status, crash(id("c" + i), 1, i == 11 ? -1 : i));
        }
        assertThat(status.count()).isEqualTo(12);
        assertThat(status.occurrences())
                .hasSize(10)
                .extracting(CrashOccurrence::id)
                .startsWith(id("c10"), id("c9"));
        assertThat(status.firstSeen()).isEqualTo(NOON.minusSeconds(1).toString());
        assertThat(status.lastSeen()).isEqualTo(NOON.plusSeconds(10).toString());
    }

    @Test
    void knowsACrashThatHasLeftTheLastTen() {
        var status = CrashStatus.NEW;
        for (int i = 0; i < 50; i++) {
            status = with(status, crash(id("c" + i), 1, i));
        }
        assertThat(with(status, crash(id("c0"), 1, 0)).count()).isEqualTo(50);
        assertThat(GroupStatus.countedOf(status, "0123456789abcdef"))
                .hasSize(50)
                .contains(id("c0"));
    }

    @Test
    void forgetsACrashThatIsAnotherGroups() {
        var two = with(with(CrashStatus.NEW, crash(id("a"), 1, 0)), crash(id("b"), 1, 1));
        var one = GroupStatus.without(group(two, null), id("a"));
        assertThat(one.count()).isEqualTo(1);
        assertThat(one.occurrences()).extracting(CrashOccurrence::id).containsExactly(id("b"));
        assertThat(GroupStatus.without(group(one, null), id("a"))).isEqualTo(one);
    }

    @Test
    void countsRequestsByWhatTheyWere() {
        var status = with(with(CrashStatus.NEW, crash(id("a"), 1, 0)), crash(id("b"), 1, 1));
        assertThat(status.requests()).containsOnly(Map.entry("POST to backend thing_two, gzip", 2L));
    }

    @Test
    void countsManyAtOnceAndOnce() {
        var status = GroupStatus.more(group(CrashStatus.NEW, null), "-/" + id("k"), 3, NOON, "unknown");
        assertThat(status.count()).isEqualTo(3);
        assertThat(GroupStatus.more(group(status, null), "-/" + id("k"), 4, NOON, "unknown"))
                .isEqualTo(status);
    }

    @Test
    void closesTheGapThatTheStatusWas() {
        var status = with(CrashStatus.NEW, crash(id("a"), 1, 0));
        assertThat(GroupStatus.confirmed(status, id("a")).occurrences())
                .singleElement()
                .satisfies(one -> assertThat(one.gaps()).containsExactly("words: none"));
        assertThat(GroupStatus.confirmed(status, id("b"))).isEqualTo(status);
    }

    @Test
    void isReopenedByACrashInTheVersionThatWasToBeFixed() {
        var group = group(CrashStatus.NEW, "2.6.12");
        var status = GroupStatus.with(group, crash(id("a"), 1, 0));
        assertThat(status.acknowledged()).isEqualTo("reopened");
        assertThat(status.reopened()).isNotNull();
        assertThat(GroupStatus.with(group(CrashStatus.NEW, "2.6.13"), crash(id("a"), 1, 0))
                        .acknowledged())
                .isEqualTo("yes");
    }

    @Test
    void countsApartWhatCameWhileItWasAcknowledged() {
        var before = with(CrashStatus.NEW, crash(id("a"), 1, 0));
        var quiet = GroupStatus.with(group(before, "2.6.13"), crash(id("b"), 1, 1));
        quiet = GroupStatus.more(group(quiet, "2.6.13"), "-/" + id("k"), 3, NOON, "unknown");
        assertThat(quiet.count()).isEqualTo(5);
        assertThat(quiet.acknowledgedCount()).isEqualTo(4);

        var withdrawn = GroupStatus.without(group(quiet, "2.6.13"), id("b"));
        assertThat(withdrawn.acknowledgedCount()).isEqualTo(3);
        var loud = GroupStatus.with(group(withdrawn, "2.6.12"), crash(id("c"), 1, 2));
        assertThat(loud.acknowledged()).isEqualTo("reopened");
        assertThat(loud.count()).isEqualTo(5);
        assertThat(loud.acknowledgedCount()).isEqualTo(3);
    }

    @Test
    void passesOverWhatSomebodyDamagedByHand() {
        var draft = new StatusDraft(with(CrashStatus.NEW, crash(id("a"), 1, 0)));
        draft.counted = List.of("0123456789ab/", "/", "x");
        draft.occurrences = List.of(new CrashOccurrence(
                id("b"), 1, "yesterday", null, null, null, null, null, null, null, null, null, null, null));
        var status = with(draft.done(), crash(id("c"), 1, 5));
        assertThat(status.count()).isEqualTo(2);
        assertThat(GroupStatus.countedOf(status, "0123456789abcdef")).containsExactly(id("c"));
    }

    private static String id(String name) {
        return OccurrenceId.named(NOON, name);
    }

    private static CrashStatus with(CrashStatus before, Telling telling) {
        return GroupStatus.with(group(before, null), telling);
    }

    private static HAProxyCrash group(CrashStatus status, @Nullable String fixedIn) {
        var crash = new HAProxyCrash();
        crash.setMetadata(
                new ObjectMetaBuilder().withName("lb-1").withGeneration(1L).build());
        crash.setSpec(
                new CrashSpec(LB, "haproxy", null, "SIGSEGV", fixedIn == null ? null : true, null, fixedIn, null));
        crash.setStatus(status);
        return crash;
    }

    private static Telling crash(String id, int revision, int second) {
        var told = new CrashOccurrence(
                id,
                revision,
                NOON.plusSeconds(second).toString(),
                "lb-0",
                "node-1",
                "0123456789abcdef",
                null,
                "SIGSEGV",
                "2.6.12",
                "POST to backend thing_two, gzip",
                List.of("status: not told yet", "words: none"),
                null,
                null,
                null);
        return new Telling(told, "SIGSEGV in memcpy", "memory", List.of("memcpy (libc.so.6)"), null);
    }
}
