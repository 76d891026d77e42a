package dev.corewatch.kernel.settings;

import dev.corewatch.system.CoreSpecifiers;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A core_pattern that begins with {@code |}: a program and its arguments, in which the kernel fills in facts of the dead process (core(5)).
 *
 * @param words as they stand in the pattern, the program first
 */
public record PipePattern(List<String> words) {

    public PipePattern {
        words = List.copyOf(words);
    }

    /** Empty when the pattern is another kind's. */
    public static Optional<PipePattern> parse(String pattern) {
        if (!pattern.startsWith("|")) {
            return Optional.empty();
        }
        var words = CoreSpecifiers.words(pattern);
        return words.isEmpty() || !words.getFirst().startsWith("/")
                ? Optional.empty()
                : Optional.of(new PipePattern(words));
    }

    /**
     * The command, filled in as the kernel does: a value never makes two arguments of one, and what it doesn't know is left out.
     *
     * @param facts by specifier
     */
    public List<String> command(Map<Character, String> facts) {
        return words.stream().map(word -> CoreSpecifiers.fill(word, facts::get)).toList();
    }
}
