package dev.corewatch.kubernetes.shell;

import dev.corewatch.kubernetes.api.CrashStatus.CrashOccurrence;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Crash resources by the words that people have for them. */
record NamedCrashes(List<KnownCrash> all) {

    private static final int NEAR = 5;

    /** Whole names before beginnings; the resource's name before a signature's, and that before an occurrence's. */
    List<KnownCrash> find(String word) {
        var wanted = word.toLowerCase(Locale.ROOT);
        if (wanted.isEmpty()) {
            return List.of();
        }
        return Stream.<Predicate<String>>of(wanted::equals, name -> name.startsWith(wanted))
                .flatMap(matches -> Stream.<Predicate<KnownCrash>>of(
                        crash -> matches.test(name(crash)) || matches.test(crash.key()),
                        crash -> matches.test(signature(crash)),
                        crash -> occurrences(crash).anyMatch(matches)))
                .map(this::matching)
                .filter(found -> !found.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /** The names that look most like the word. */
    List<String> near(String word) {
        return all.stream()
                .map(NamedCrashes::name)
                .distinct()
                .sorted(Comparator.comparingInt((String name) -> Distance.between(word, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(NEAR)
                .toList();
    }

    static boolean shareTheSignature(List<KnownCrash> crashes) {
        var signatures =
                crashes.stream().map(NamedCrashes::signature).distinct().toList();
        return signatures.size() == 1 && !signatures.getFirst().isEmpty();
    }

    private static String name(KnownCrash crash) {
        return crash.resource().getMetadata().getName();
    }

    /** Empty when there is none. */
    private static String signature(KnownCrash crash) {
        var signature = crash.resource().getSpec().signature();
        return signature == null ? "" : signature;
    }

    private List<KnownCrash> matching(Predicate<KnownCrash> matches) {
        return all.stream().filter(matches).toList();
    }

    private static Stream<String> occurrences(KnownCrash crash) {
        var status = crash.resource().getStatus();
        var occurrences = status == null ? null : status.occurrences();
        return occurrences == null ? Stream.of() : occurrences.stream().map(CrashOccurrence::id);
    }
}
