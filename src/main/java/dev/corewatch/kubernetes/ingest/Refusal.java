package dev.corewatch.kubernetes.ingest;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a report that isn't taken.
 *
 * @param status of HTTP
 * @param reason one word for programs
 * @param message for people: what is wrong and what to do
 * @param retry whether the same document may be taken later
 * @param after the time to wait before the next try; absent when that is the sender's matter
 */
record Refusal(
        int status,
        Outcome outcome,
        String reason,
        String message,
        boolean retry,
        @Nullable Duration after) {

    /** Takes it never. */
    static Refusal ofDocument(int status, Outcome outcome, String reason, String message) {
        return new Refusal(status, outcome, reason, message, false, null);
    }

    static Refusal malformed(String message) {
        return ofDocument(400, Outcome.MALFORMED, "malformed", message);
    }

    static Refusal conflict(String reason, String message) {
        return ofDocument(409, Outcome.CONFLICT, reason, message);
    }

    static Refusal tooLarge(long limit) {
        return ofDocument(
                413,
                Outcome.TOO_LARGE,
                "too-large",
                "a report has at most %d bytes: leave out threads and modules, and say so in its notes"
                        .formatted(limit));
    }

    static Refusal unauthenticated(String message) {
        return new Refusal(401, Outcome.UNAUTHENTICATED, "unauthenticated", message, true, null);
    }

    /** Of the sender, whatever it sends: its rights may be mended. */
    static Refusal forbidden(String reason, String message) {
        return new Refusal(403, Outcome.FORBIDDEN, reason, message, true, null);
    }

    static Refusal throttled(String message, Duration after) {
        return new Refusal(429, Outcome.THROTTLED, "too-many", message, true, after);
    }

    static Refusal unavailable(String reason, String message, Duration after) {
        return new Refusal(503, Outcome.UNAVAILABLE, reason, message, true, after);
    }
}
