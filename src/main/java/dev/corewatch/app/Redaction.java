package dev.corewatch.app;

import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.app.config.AnalyzeConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * The operator's rules of redaction, besides the built-in ones: regular expressions, one a line. One that can't be used stops everything,
 * because what it was to take out would get out; all such are named at once, by number: their text may be the secret itself.
 */
final class Redaction {

    private Redaction() {}

    static Redactor of(AnalyzeConfig config) {
        return of(config.redact().orElse(""));
    }

    static Redactor of(String lines) {
        var patterns = new ArrayList<Pattern>();
        var faults = new ArrayList<String>();
        int number = 0;
        for (var line : lines.lines().toList()) {
            number++;
            if (!line.isBlank()) {
                compile(line.strip(), "  line " + number + ": ", patterns, faults);
            }
        }
        if (!faults.isEmpty()) {
            throw new CommandFailure(ExitCode.USAGE, message(faults));
        }
        return new Redactor(patterns);
    }

    private static void compile(String line, String place, List<Pattern> patterns, List<String> faults) {
        try {
            var pattern = Pattern.compile(line);
            if (pattern.matcher("").find()) {
                faults.add(place + "it matches even an empty text, so it would put [redacted] between all letters");
            } else {
                patterns.add(pattern);
            }
        } catch (PatternSyntaxException e) {
            faults.add(place + e.getDescription() + ", near character " + (e.getIndex() + 1));
        }
    }

    private static String message(List<String> faults) {
        return ("corewatch.analyze.redact (COREWATCH_ANALYZE_REDACT, --redact) has %d that can't be used; mend each, or take it out"
                        + " (Java's regular expressions, one a line, no quotes around; in a .properties file every backslash is written twice):%n%s")
                .formatted(faults.size(), String.join("\n", faults));
    }
}
