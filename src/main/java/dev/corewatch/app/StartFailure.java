package dev.corewatch.app;

import io.smallrye.config.ConfigValidationException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What kept Quarkus from starting a role; it says nothing of it itself.
 *
 * @param words for standard error
 */
record StartFailure(int exitCode, String words) {

    static StartFailure of(Throwable failure) {
        var cause = failure;
        while (!(cause instanceof ConfigValidationException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause instanceof ConfigValidationException settings
                ? new StartFailure(
                        ExitCode.USAGE,
                        "corewatch: settings that can't be used; mend each (docs/configuration.md has all keys):\n"
                                + faults(settings))
                : new StartFailure(ExitCode.SOFTWARE, "corewatch: it could not start: " + cause);
    }

    private static String faults(ConfigValidationException settings) {
        return IntStream.range(0, settings.getProblemCount())
                .mapToObj(i -> "  " + settings.getProblem(i).getMessage())
                .collect(Collectors.joining("\n"));
    }
}
