package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signature;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Today's signature, for crashes that an earlier version of the rule has signed.
 *
 * @param version of today's rule
 * @param rule today's; the same report always gets the same signature, or none
 * @param texts the reports that are files, anew, by extension
 */
public record Resigning(
        int version, Function<Report, Optional<Signature>> rule, Function<Occurrence, Map<String, String>> texts) {

    boolean isOld(Signature signature) {
        return signature.version() < version;
    }
}
