package dev.corewatch.identity;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which deaths are ours: those of programs whose file has HAProxy's name, by the kernel's word and never by comm, in containers that one of the
 * selectors fits. A selector is {@code KEY=PATTERN,KEY=PATTERN...}, all of which must fit; {@code *} in a pattern stands for any
 * characters. Keys: {@code namespace}, {@code name}, {@code container}, {@code pod}, {@code image}, {@code label.NAME}.
 */
public final class Selection {

    private static final String LABEL = "label.";
    private static final List<String> KEYS = List.of("namespace", "name", "container", "pod", "image");

    private final Pattern executable;
    private final List<Map<String, Pattern>> selectors;

    /**
     * By executable and containers.
     *
     * @param executable matches the whole file name of the program, without directory, such as {@code haproxy.*}
     * @param selectors any of these must fit; none: every container, and what runs in none
     * @throws IllegalArgumentException when a selector can't be understood, with the reason
     */
    public Selection(Pattern executable, List<String> selectors) {
        this.executable = executable;
        this.selectors = selectors.stream().map(Selection::parse).toList();
    }

    /** Whether its program is HAProxy; known while the process is held. */
    public boolean isHaproxy(Victim victim) {
        return executable.matcher(victim.program()).matches();
    }

    /** Whether its container was asked for. */
    public boolean takes(Named named) {
        return selectors.isEmpty() || selectors.stream().anyMatch(selector -> fits(selector, named));
    }

    private static boolean fits(Map<String, Pattern> selector, Named named) {
        return selector.entrySet().stream().allMatch(term -> {
            var value = value(term.getKey(), named);
            return value != null && term.getValue().matcher(value).matches();
        });
    }

    private static @Nullable String value(String key, Named named) {
        var workload = named.workload();
        return switch (key) {
            case "namespace" -> workload.namespace();
            case "name" -> workload.name();
            case "container" -> workload.container();
            case "pod" -> workload.pod();
            case "image" -> workload.image();
            default -> named.labels().get(key.substring(LABEL.length()));
        };
    }

    private static Map<String, Pattern> parse(String selector) {
        var terms = new LinkedHashMap<String, Pattern>();
        for (var term : selector.split(",", -1)) {
            int equals = term.indexOf('=');
            var key = equals < 0 ? "" : term.substring(0, equals).strip();
            if (!KEYS.contains(key) && !(key.startsWith(LABEL) && key.length() > LABEL.length())) {
                throw new IllegalArgumentException(
                        "'%s' in the selector '%s' is not KEY=PATTERN with KEY one of %s or label.NAME"
                                .formatted(term.strip(), selector, String.join(", ", KEYS)));
            }
            terms.put(key, glob(term.substring(equals + 1).strip()));
        }
        return terms;
    }

    private static Pattern glob(String pattern) {
        return Pattern.compile(
                Arrays.stream(pattern.split("\\*+", -1)).map(Pattern::quote).collect(Collectors.joining(".*")),
                Pattern.DOTALL);
    }
}
