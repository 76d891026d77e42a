package dev.corewatch.crash;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the channels other than the core say, in the order they said it.
 *
 * @param asked the channels that were listened to: the silence of these means something
 * @param suppressed lines that the kernel's rate limit left out: what its log tells is a floor
 */
public record Testimonies(Set<Testimony.Channel> asked, List<Testimony> heard, long suppressed) {

    public Testimonies {
        asked = Set.copyOf(asked);
        heard = List.copyOf(heard);
    }

    /** Nobody was asked. */
    public static final Testimonies NONE = new Testimonies(Set.of(), List.of(), 0);

    /** What one channel says. */
    public static Testimonies of(Testimony.Channel channel, Collection<Testimony> heard, long suppressed) {
        return new Testimonies(Set.of(channel), List.copyOf(heard), suppressed);
    }

    public Testimonies and(Testimonies other) {
        return new Testimonies(
                Stream.concat(asked.stream(), other.asked.stream()).collect(Collectors.toSet()),
                Stream.concat(heard.stream(), other.heard.stream()).toList(),
                suppressed + other.suppressed);
    }

    public List<Testimony> of(Testimony.Channel channel) {
        return heard.stream()
                .filter(testimony -> testimony.channel() == channel)
                .toList();
    }
}
