package dev.corewatch.spool;

import java.time.Duration;

/**
 * What may stay, besides {@link SpoolLimits#totalBytes()}.
 *
 * @param maxAge of an occurrence
 * @param coresPerGroup newest cores kept of a group; of an acknowledged one, one
 * @param occurrences newest ones kept, whether they have a core or not
 * @param untilStored whether a store must have verified a core before it goes for another reason than room
 */
public record RetentionRules(Duration maxAge, int coresPerGroup, int occurrences, boolean untilStored) {

    public static final RetentionRules DEFAULT = new RetentionRules(Duration.ofDays(90), 10, 1000, false);
}
