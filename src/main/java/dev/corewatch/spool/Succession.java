package dev.corewatch.spool;

import dev.corewatch.crash.Group;
import dev.corewatch.crash.Signature;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who inherits a group whose occurrences have new signatures. All goes to the newest occurrence's group, but for what is known to belong
 * to others: these get their own occurrences, so that the sum stays. Pure.
 */
final class Succession {

    private static final Comparator<Member> BY_TIME = Comparator.comparing(Member::id);

    private Succession() {}

    /** An occurrence of the old group, and its new signature. Ids sort by time. */
    record Member(String id, Instant captured, Signature signature) {}

    /**
     * The parts, by the new signature's id.
     *
     * @param members at least one
     */
    static Map<String, Counted<Group>> of(Counted<Group> old, List<Member> members) {
        var heir = newest(members).signature().id();
        return members.stream()
                .collect(Collectors.groupingBy(
                        member -> member.signature().id(),
                        Collectors.collectingAndThen(Collectors.toList(), own -> part(old, own, members, heir))));
    }

    private static Counted<Group> part(Counted<Group> old, List<Member> own, List<Member> members, String heir) {
        var signature = newest(own).signature();
        var group = signature.id().equals(heir)
                ? heir(old.value(), signature, own, members)
                : branch(old.value(), signature, own);
        var ids = ids(own);
        return new Counted<>(
                group, old.unconfirmed().stream().filter(ids::contains).toList());
    }

    /** Both as one. */
    static Counted<Group> joined(Counted<Group> one, Counted<Group> other) {
        var a = one.value();
        var b = other.value();
        var group = new Group(
                a.lastSeen().isBefore(b.lastSeen()) ? b.signature() : a.signature(),
                a.workload(),
                a.count() + b.count(),
                a.firstSeen().isBefore(b.firstSeen()) ? a.firstSeen() : b.firstSeen(),
                a.lastSeen().isBefore(b.lastSeen()) ? b.lastSeen() : a.lastSeen(),
                newestOf(Stream.concat(a.last().stream(), b.last().stream())),
                false,
                null);
        var unconfirmed = Stream.concat(one.unconfirmed().stream(), other.unconfirmed().stream());
        return new Counted<>(group, unconfirmed.toList());
    }

    private static Group heir(Group old, Signature signature, List<Member> own, List<Member> members) {
        int others = members.size() - own.size();
        var ofOthers = ids(members.stream().filter(Predicate.not(own::contains)).toList());
        var ids = Stream.concat(old.last().stream(), ids(own).stream());
        return new Group(
                signature,
                old.workload(),
                Math.max(own.size(), old.count() - others),
                old.firstSeen(),
                old.lastSeen(),
                newestOf(ids.filter(Predicate.not(ofOthers::contains))),
                false,
                null);
    }

    private static Group branch(Group old, Signature signature, List<Member> own) {
        var seen = own.stream().map(Member::captured).sorted().toList();
        return new Group(
                signature,
                old.workload(),
                own.size(),
                seen.getFirst(),
                seen.getLast(),
                newestOf(ids(own).stream()),
                false,
                null);
    }

    private static Member newest(List<Member> members) {
        return members.stream().max(BY_TIME).orElseThrow();
    }

    private static List<String> ids(List<Member> members) {
        return members.stream().map(Member::id).toList();
    }

    private static List<String> newestOf(Stream<String> ids) {
        return ids.distinct()
                .sorted(Comparator.reverseOrder())
                .limit(Group.REMEMBERED)
                .toList();
    }
}
