package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which testimony of a channel is on this death, and in words how sure that is. The one of the same pid; without one the only one
 * that could be: a container's pids aren't the host's, and the kernel names threads. Several are not chosen from.
 *
 * @param chosen null when none is, or when several could be
 * @param notes why, where it isn't by the pid
 */
record Choice(@Nullable Testimony chosen, List<String> notes) {

    static final Choice NOTHING = new Choice(null, List.of());

    /**
     * Among what a channel heard, for a death whose pids or signal are known.
     *
     * @param ids the process's pid and its threads'; may be empty
     * @param signal that ended it; null when unknown
     */
    static Choice among(List<Testimony> heard, Set<Integer> ids, @Nullable Signal signal) {
        var possible = heard.stream()
                .filter(testimony -> isCompatible(testimony.signal(), signal, ids))
                .toList();
        for (var testimony : possible.reversed()) {
            if (testimony.pid() != null && ids.contains(testimony.pid())) {
                return new Choice(testimony, List.of());
            }
        }
        return onlyOne(possible.stream().filter(Testimony::isHaproxys).toList(), ids);
    }

    /** The last death of which a channel tells, when nothing else is known. */
    static Choice last(List<Testimony> heard) {
        var own = heard.stream().filter(Testimony::isHaproxys).toList();
        if (own.isEmpty()) {
            return NOTHING;
        }
        var last = own.getLast();
        var notes = own.size() == 1
                ? List.<String>of()
                : List.of("%s tells of %d deaths: this is the last".formatted(Told.by(last.channel()), own.size()));
        return new Choice(last, notes);
    }

    private static Choice onlyOne(List<Testimony> possible, Set<Integer> ids) {
        if (possible.isEmpty()) {
            return NOTHING;
        }
        var only = possible.getFirst();
        var source = Told.by(only.channel());
        if (possible.size() > 1) {
            return new Choice(
                    null,
                    List.of("%s tells of %d deaths that this one could be, and of none by its pid: not used"
                            .formatted(source, possible.size())));
        }
        if (only.pid() == null || ids.isEmpty()) {
            return new Choice(only, List.of());
        }
        return new Choice(
                only,
                List.of(("%s names %d, which is no pid of this process as known here (a container has pids of"
                                + " its own, the kernel names threads): taken, as the only one that fits")
                        .formatted(source, only.pid())));
    }

    /** abort(3) as pid 1 ends as SIGSEGV: the kernel ignores SIGABRT there. */
    private static boolean isCompatible(@Nullable Signal told, @Nullable Signal known, Set<Integer> ids) {
        if (told == null || known == null || told.number() == known.number()) {
            return true;
        }
        return ids.contains(1) && told.name().equals("SIGABRT") && known.name().equals("SIGSEGV");
    }
}
