package dev.corewatch.kubernetes.crash;

import dev.corewatch.kubernetes.crash.WatchedPod.Container;
import dev.corewatch.kubernetes.crash.WatchedPod.End;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How many ends of a container are accounted for. The status shows the last two ends only and how many there were: what happened between
 * two looks is the difference.
 *
 * @param deaths ends accounted for, crashes or not
 * @param last id of the container whose end was the last of these
 */
record SeenDeaths(int deaths, @Nullable String last) {

    /** None yet. */
    static final SeenDeaths NONE = new SeenDeaths(0, null);

    /**
     * What a look found.
     *
     * @param hidden how many are new that the status doesn't show any more
     * @param ends that are new and shown, oldest first, after the hidden ones
     * @param now accounted for with these
     */
    record Look(int hidden, List<End> ends, SeenDeaths now) {}

    /**
     * What is accounted for of a container that nothing is known of.
     *
     * @param pod when it was made
     * @param since everything is counted from then on
     */
    static SeenDeaths first(Container container, Instant pod, Instant since) {
        if (!pod.isBefore(since)) {
            return NONE;
        }
        var old = shown(container).stream()
                .dropWhile(end -> end.finished() != null && !end.finished().isBefore(since))
                .toList();
        int news = shown(container).size() - old.size();
        return new SeenDeaths(deaths(container) - news, newest(old, null));
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
        return new Look((int) (news - ends.size()), ends, new SeenDeaths(total, newest(shown(container), last)));
    }

    private boolean isNamed(End end) {
        return last != null && end.containerId() != null;
    }

    private static @Nullable String newest(List<End> ends, @Nullable String otherwise) {
        return ends.stream().map(End::containerId).filter(Objects::nonNull).findFirst().orElse(otherwise);
    }

    private static int deaths(Container container) {
        return container.restarts() + (container.ended() == null ? 0 : 1);
    }

    /** Newest first. */
    private static List<End> shown(Container container) {
        return Stream.of(container.ended(), container.before())
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }
}
