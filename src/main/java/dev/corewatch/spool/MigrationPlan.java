package dev.corewatch.spool;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Signature;
import java.util.List;
import java.util.Map;

/**
 * All that a migration will write, in absolute terms: carried out twice, it has the effect of once.
 *
 * @param groups as they will be, whole
 * @param moved groups that will be no more
 * @param occurrences the new signature by id
 */
record MigrationPlan(List<Counted<Group>> groups, List<Moved> moved, Map<String, Signature> occurrences) {

    MigrationPlan {
        groups = List.copyOf(groups);
        moved = List.copyOf(moved);
        occurrences = Map.copyOf(occurrences);
    }

    boolean isEmpty() {
        return groups.isEmpty() && occurrences.isEmpty();
    }
}
