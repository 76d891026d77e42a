package dev.corewatch.spool;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Decides what goes. Pure. In this order: occurrences beyond the newest N and those older than the maximal age; cores of groups that have
 * enough newer ones; then, while more bytes are held than may be, cores one by one. Unless a store is to verify them first, all of them;
 * with one, only verified cores go, and the others only for room. Who goes first for room: verified before not, acknowledged before not,
 * older copies before a group's newest core, older before newer. What isn't settled (its steps are still running) never goes.
 */
final class Retention {

    private final RetentionRules rules;
    private final Instant now;
    private final Map<String, Removal> removals = new HashMap<>();

    private Retention(RetentionRules rules, Instant now) {
        this.rules = rules;
        this.now = now;
    }

    /**
     * An occurrence as far as retention cares.
     *
     * @param bytes of its core on disk; 0 without one
     * @param group what its core is a copy of
     * @param settled whether its steps are over, but for the store
     * @param releasable whether its core may go without being missed: verified by the store, or no store to wait for
     * @param acknowledged whether a person knows its group
     */
    record Held(
            String id,
            Instant captured,
            long bytes,
            String group,
            boolean settled,
            boolean releasable,
            boolean acknowledged) {}

    /**
     * Something to remove.
     *
     * @param whole the occurrence with its metadata, or only its core
     */
    record Removal(String id, boolean whole, CoreGone why) {}

    /**
     * What to remove.
     *
     * @param excess bytes that must go
     */
    static List<Removal> decide(List<Held> held, RetentionRules rules, Instant now, long excess) {
        var newestFirst = held.stream()
                .filter(Held::settled)
                .sorted(Comparator.comparing(Held::id).reversed()) // they rise even when the clock is set back
                .toList();
        var retention = new Retention(rules, now);
        retention.expire(newestFirst);
        retention.thinGroups(newestFirst);
        retention.makeRoom(newestFirst, excess);
        return newestFirst.reversed().stream()
                .flatMap(h -> Stream.ofNullable(retention.removals.get(h.id())))
                .toList();
    }

    private void expire(List<Held> newestFirst) {
        for (int i = 0; i < newestFirst.size(); i++) {
            var held = newestFirst.get(i);
            boolean old = held.captured().isBefore(now.minus(rules.maxAge()));
            if ((old || i >= rules.occurrences()) && (held.releasable() || held.bytes() == 0)) {
                removals.put(held.id(), new Removal(held.id(), true, CoreGone.EXPIRED));
            }
        }
    }

    private void thinGroups(List<Held> newestFirst) {
        var kept = new HashMap<String, Integer>();
        for (var held : withCore(newestFirst)) {
            int rank = kept.merge(held.group(), 1, Integer::sum);
            int allowed = held.acknowledged() ? Math.min(1, rules.coresPerGroup()) : rules.coresPerGroup();
            if (rank > allowed && held.releasable()) {
                removals.put(held.id(), new Removal(held.id(), false, CoreGone.SUPERSEDED));
            }
        }
    }

    private void makeRoom(List<Held> newestFirst, long excess) {
        long missing = excess
                - newestFirst.stream()
                        .filter(h -> removals.containsKey(h.id()))
                        .mapToLong(Held::bytes)
                        .sum();
        for (var held : expendableFirst(withCore(newestFirst))) {
            if (missing <= 0) {
                return;
            }
            missing -= held.bytes();
            var why = held.releasable() ? CoreGone.MADE_ROOM : CoreGone.EVICTED;
            removals.put(held.id(), new Removal(held.id(), false, why));
        }
    }

    private List<Held> withCore(List<Held> newestFirst) {
        return newestFirst.stream()
                .filter(h -> h.bytes() > 0 && !removals.containsKey(h.id()))
                .toList();
    }

    private static List<Held> expendableFirst(List<Held> newestFirst) {
        var newest = newestOfGroups(newestFirst);
        var sorted = new ArrayList<>(newestFirst.reversed());
        sorted.sort(Comparator.comparing(Held::releasable)
                .reversed()
                .thenComparing(Comparator.comparing(Held::acknowledged).reversed())
                .thenComparing(h -> newest.contains(h.id())));
        return sorted;
    }

    private static Set<String> newestOfGroups(List<Held> newestFirst) {
        var groups = new HashSet<String>();
        var newest = new HashSet<String>();
        for (var held : newestFirst) {
            if (groups.add(held.group())) {
                newest.add(held.id());
            }
        }
        return newest;
    }
}
