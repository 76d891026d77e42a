package dev.corewatch.app;

import dev.corewatch.crash.Workload;
import dev.corewatch.identity.Named;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.Selection;
import dev.corewatch.identity.Victim;
import dev.corewatch.system.RecentMap;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Whose process it is, and whether that is to be looked at. Remembered by container: what was asked while a HAProxy ran needs not be looked
 * up when it dies.
 */
final class Workloads {

    private static final Logger LOG = Logger.getLogger(Workloads.class);
    private static final int MOST_REMEMBERED = 10_000;

    private final Names names;
    private final String node;
    private final Selection selection;
    private final Map<String, Named> byContainer = Collections.synchronizedMap(RecentMap.byArrival(MOST_REMEMBERED));

    Workloads(Names names, String node, Selection selection) {
        this.names = names;
        this.node = node;
        this.selection = selection;
    }

    /** Who is to be looked at when he dies; absent when he isn't ours. */
    Optional<Workload> wanted(Victim victim) {
        if (!selection.isHaproxy(victim)) {
            return Optional.empty();
        }
        var named = of(victim);
        return selection.takes(named) ? Optional.of(named.workload()) : Optional.empty();
    }

    /** Its names, whether it is HAProxy or not. */
    Named of(Victim victim) {
        var container = victim.container();
        if (container == null) {
            return named(victim);
        }
        return byContainer.computeIfAbsent(container.id(), _ -> named(victim));
    }

    private Named named(Victim victim) {
        var named = names.of(victim, names.words(victim), node);
        named.notes().forEach(note -> LOG.warnf("process %d: %s", victim.hostPid(), note));
        return named;
    }
}
