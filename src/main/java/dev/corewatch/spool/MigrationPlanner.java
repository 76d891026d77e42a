package dev.corewatch.spool;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Signature;
import dev.corewatch.spool.Succession.Member;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides what becomes of the groups of an older signature, and of the crashes that an older rule signed and nobody counted yet. Reads only.
 * A group of which no occurrence can be read, or none gets a signature, stays as it is.
 */
final class MigrationPlanner {

    private static final Logger LOG = System.getLogger(MigrationPlanner.class.getName());

    private final SpoolLayout layout;
    private final States states;
    private final Resigning resigning;
    private final Map<String, Counted<Group>> current = new TreeMap<>();
    private final Map<String, Counted<Group>> successors = new TreeMap<>();
    private final List<Moved> moved = new ArrayList<>();
    private final Map<String, Signature> occurrences = new HashMap<>();

    MigrationPlanner(SpoolLayout layout, States states, Resigning resigning) {
        this.layout = layout;
        this.states = states;
        this.resigning = resigning;
    }

    MigrationPlan plan() throws IOException {
        var olds = new ArrayList<Counted<Group>>();
        for (var group : new Groups(layout).counted()) {
            if (resigning.isOld(group.value().signature())) {
                olds.add(group);
            } else {
                current.put(key(group.value()), group);
            }
        }
        for (var old : olds) {
            succeed(old);
        }
        for (var state : states.all()) {
            if (state.step().isBefore(Step.GROUPED) && !occurrences.containsKey(state.id())) {
                resigned(state).ifPresent(signature -> occurrences.put(state.id(), signature));
            }
        }
        return new MigrationPlan(List.copyOf(successors.values()), moved, occurrences);
    }

    private void succeed(Counted<Group> old) {
        var of = states.all().stream().filter(state -> isIn(state, old)).toList();
        var members = new ArrayList<Member>();
        for (var state : of) {
            resigned(state).ifPresent(signature -> members.add(new Member(state.id(), state.captured(), signature)));
        }
        if (members.isEmpty()) {
            return;
        }
        var newest = members.getLast().signature(); // states come oldest first
        var readable = new HashSet<>(members.stream().map(Member::id).toList());
        of.stream()
                .filter(state -> !readable.contains(state.id()))
                .forEach(state -> members.add(new Member(state.id(), state.captured(), newest)));
        members.forEach(member -> occurrences.put(member.id(), member.signature()));
        inherit(old.value(), Succession.of(old, members));
    }

    private void inherit(Group old, Map<String, Counted<Group>> parts) {
        for (var part : parts.values()) {
            var key = key(part.value());
            var there = successors.getOrDefault(key, current.get(key)); // what today's rule has begun already
            successors.put(key, there == null ? part : Succession.joined(there, part));
        }
        moved.add(new Moved(old.workload(), old.signature().id(), List.copyOf(parts.keySet())));
    }

    private static String key(Group group) {
        return group.workload().key() + "/" + group.signature().id();
    }

    private static boolean isIn(State state, Counted<Group> group) {
        var value = group.value();
        return state.workload().equals(value.workload().key())
                && (value.signature().id().equals(state.group()) || (state.group() == null && group.has(state.id())));
    }

    private Optional<Signature> resigned(State state) {
        try {
            var report = Documents.read(layout.document(state.id()), Occurrence.class)
                    .report();
            return report == null || report.signature() == null || !resigning.isOld(report.signature())
                    ? Optional.empty()
                    : resigning.rule().apply(report);
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "crash {0} keeps its signature: {1}", state.id(), e);
            return Optional.empty();
        }
    }
}
