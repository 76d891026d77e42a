package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.crash.WatchedPod.Container;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many ends of a container are accounted for. The status shows the last two ends only and how many there were: what happened between
 * two looks is the difference.
 *
 * @param deaths ends accounted for, crashes or not
 * @param last id of the container whose end was the last of these
 * @param hidden how many of them nobody saw, and no agent has told of yet
 * @param open ids of containers that agents told a crash of, and whose end isn't accounted for
 */
record SeenDeaths(int deaths, @Nullable String last, int hidden, List<String> open) {

    /** None yet. */
    static final SeenDeaths NONE = new SeenDeaths(0, null);

    private static final int MOST_OPEN = 20;

    @SuppressWarnings("NullAway") // edited by hand, it can be absent
    SeenDeaths {
        deaths = Math.max(0, deaths);
        hidden = Math.max(0, hidden);
        open = open == null ? List.of() : open.stream().filter(Objects::nonNull).toList();
    }

    SeenDeaths(int deaths, @Nullable String last) {
        this(deaths, last, 0, List.of());
    }

    /**
     * What a look found.
     *
     * @param hidden how many are new that the status doesn't show any more, and no agent told of
     * @param ends that are new and shown, oldest first, after the hidden ones
     * @param now accounted for with these
     */
    record Look(int hidden, List<End> ends, SeenDeaths now) {}

    /**
     * What is accounted for of a container that nothing is known of.
     *
     * @param pod when it was made
     * @param since everything is counted from then on
     * @param isCounted whether a crash of the container with that id is counted: what is known after all
     */
    static SeenDeaths first(Container container, Instant pod, Instant since, Predicate<String> isCounted) {
        var ends = shown(container);
        boolean isNew = !pod.isBefore(since);
        var news = ends.stream()
                .takeWhile(end -> isNews(end, isNew, since))
                .takeWhile(end -> end.containerId() == null || !isCounted.test(end.containerId()))
                .toList();
        if (isNew && news.size() == ends.size()) {
            return NONE;
        }
        return new SeenDeaths(deaths(container) - news.size(), newest(ends.subList(news.size(), ends.size()), null));
    }

    private static boolean isNews(End end, boolean isNew, Instant since) {
        return isNew || (end.finished() != null && !end.finished().isBefore(since));
    }

    Look look(Container container) {
        int total = deaths(container);
        var unseen = shown(container).stream()
                .takeWhile(
                        end -> end.containerId() == null || !end.containerId().equals(last))
                .toList();
        // Fewer than before: the kubelet has lost count; what it shows still tells.
        long news = total < deaths ? unseen.stream().filter(this::isNamed).count() : (long) total - deaths;
        var ends = unseen.stream().limit(news).toList().reversed();
        int hiddenNow = (int) news - ends.size();
        var told = open.stream()
                .filter(id -> !container.hasHad(id))
                .limit(hiddenNow)
                .toList();
        int nobodys = hiddenNow - told.size();
        var left = open.stream().filter(id -> !told.contains(id)).toList();
        return new Look(nobodys, ends, new SeenDeaths(total, newest(shown(container), last), hidden + nobodys, left));
    }

    /** With a crash that an agent told of, of a container whose end is to come. */
    SeenDeaths opened(String containerId) {
        if (open.contains(containerId)) {
            return this;
        }
        var all = Stream.concat(open.stream(), Stream.of(containerId)).toList();
        var bounded = all.subList(Math.max(0, all.size() - MOST_OPEN), all.size());
        return new SeenDeaths(deaths, last, hidden, bounded);
    }

    /** With the end of that container accounted for. */
    SeenDeaths closed(@Nullable String containerId) {
        return new SeenDeaths(
                deaths,
                last,
                hidden,
                open.stream().filter(id -> !id.equals(containerId)).toList());
    }

    /** With one of the hidden ends told of by an agent. */
    SeenDeaths found() {
        return new SeenDeaths(deaths, last, hidden - 1, open);
    }

    /** Whether the end of the container with that id is shown and not accounted for. */
    boolean isPending(Container container, @Nullable String containerId) {
        return containerId != null
                && look(container).ends().stream().anyMatch(end -> containerId.equals(end.containerId()));
    }

    private boolean isNamed(End end) {
        return last != null && end.containerId() != null;
    }

    private static @Nullable String newest(List<End> ends, @Nullable String otherwise) {
        return ends.stream()
                .map(End::containerId)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(otherwise);
    }

    private static int deaths(Container container) {
        return Math.max(0, container.restarts()) + (container.ended() == null ? 0 : 1);
    }

    /** Newest first. */
    private static List<End> shown(Container container) {
        return Stream.of(container.ended(), container.before())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
