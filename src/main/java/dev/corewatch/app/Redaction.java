package dev.corewatch.app;

import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.app.config.AnalyzeConfig;
import java.util.List;
import java.util.regex.Pattern;

/** The operator's rules of redaction, besides the built-in ones. */
final class Redaction {

    private Redaction() {}

    static Redactor of(AnalyzeConfig config) {
        return new Redactor(
                config.redact().orElse(List.of()).stream().map(Pattern::compile).toList());
    }
}
