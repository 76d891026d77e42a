package dev.corewatch.publish.delivery;

import java.time.Instant;

/**
 * A report that waits.
 *
 * @param id the occurrence's
 * @param turn tells it from one that takes its place with a newer revision
 * @param tries that have failed
 * @param from when it may be tried
 */
record Waiting(String id, long turn, long bytes, int tries, Instant from) {

    Waiting postponed(Instant until) {
        return new Waiting(id, turn, bytes, tries + 1, until);
    }
}
