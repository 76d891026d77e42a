package dev.corewatch.spool;

import dev.corewatch.crash.Workload;
import java.util.List;

/**
 * What became of a group when its signature was computed anew. It stays: a person's word on the old group, even one that is written
 * after the move, holds for its successors.
 *
 * @param signature the old id
 * @param to ids of the successors; more than one when the old signature had joined what are two bugs by the new rule
 */
record Moved(Workload workload, String signature, List<String> to) {

    static final String SUFFIX = ".moved.json";

    Moved {
        to = List.copyOf(to);
    }
}
