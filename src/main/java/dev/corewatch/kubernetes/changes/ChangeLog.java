package dev.corewatch.kubernetes.changes;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last changes of a cluster; the oldest make room for new ones. */
final class ChangeLog {

    private final int most;
    private final Deque<Change> changes = new ArrayDeque<>();

    ChangeLog(int most) {
        this.most = most;
    }

    synchronized void add(Change change) {
        if (changes.size() == most) {
            changes.removeFirst();
        }
        changes.addLast(change);
    }

    /** Both ends among them. */
    synchronized List<Change> between(Instant from, Instant to) {
        return changes.stream()
                .filter(change -> !change.at().isBefore(from) && !change.at().isAfter(to))
                .toList();
    }
}
