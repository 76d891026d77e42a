package dev.corewatch.kubernetes.ingest;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.system.RecentMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The newest revision of each occurrence that was taken lately, so that a repetition costs no call to the API server. What is forgotten costs
 * one: whoever takes occurrences knows them as well.
 */
final class KnownRevisions {

    private static final int MOST = 20_000;
    private static final int LOCKS = 64;

    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(Lock[]::new);
    private final Map<String, Known> known = RecentMap.byArrival(MOST);

    private record Known(int revision, String pod) {}

    /** Takes an occurrence; may be interrupted by a fault, then nothing was taken. */
    @FunctionalInterface
    interface Taking {

        void take(Occurrence occurrence);
    }

    /**
     * Has a newer revision taken; two of one occurrence one after the other.
     *
     * @throws RefusedException when the id is another Pod's crash
     */
    Receipt take(Occurrence occurrence, Taking taking) throws RefusedException {
        var id = occurrence.id();
        var lock = locks[Math.floorMod(id.hashCode(), LOCKS)];
        lock.lock();
        try {
            var before = get(id);
            var pod = occurrence.workload().namespace() + "/"
                    + occurrence.workload().pod();
            if (before != null && !before.pod().equals(pod)) {
                throw new RefusedException(Refusal.conflict("other-crash", id + " is a crash of another Pod"));
            }
            if (before != null && before.revision() >= occurrence.revision()) {
                return new Receipt(id, before.revision(), false);
            }
            taking.take(occurrence);
            put(id, new Known(occurrence.revision(), pod));
            return new Receipt(id, occurrence.revision(), true);
        } finally {
            lock.unlock();
        }
    }

    private synchronized @Nullable Known get(String id) {
        return known.get(id);
    }

    private synchronized void put(String id, Known now) {
        known.put(id, now);
    }
}
