package dev.corewatch.app;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What HAProxy's executable is called: the setting {@code corewatch.capture.executable}. A file's name may have any characters in it. */
final class HaproxyName {

    private HaproxyName() {}

    /** Of whole names. */
    static Pattern of(String setting) {
        try {
            return Pattern.compile(setting, Pattern.DOTALL);
        } catch (PatternSyntaxException e) {
            throw new CommandFailure(
                    ExitCode.USAGE,
                    "corewatch.capture.executable is no regular expression (Java's): '%s': %s"
                            .formatted(setting, e.getDescription()));
        }
    }
}
