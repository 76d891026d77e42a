package dev.corewatch.app;

import dev.corewatch.analyze.redact.Redactor;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** {@code --redact}: the sidecar's setting for one command; its environment variable counts too, so the two say the same. */
final class RedactOption {

    private static final String VARIABLE = "COREWATCH_ANALYZE_REDACT";

    @Option(
            names = "--redact",
            paramLabel = "REGEX",
            description = "What it matches is redacted, besides the built-in rules and those in " + VARIABLE
                    + " (one a line).")
    private List<String> patterns = List.of();

    Redactor redactor() {
        var environment = System.getenv().getOrDefault(VARIABLE, "");
        return Redaction.of(
                Stream.concat(Stream.of(environment), patterns.stream()).collect(Collectors.joining("\n")));
    }
}
