package dev.corewatch.kubernetes.ingest;

import dev.corewatch.system.RecentMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Knows agents by their tokens. What the API server says of a token is believed for a short time, good or bad, and remembered by the token's
 * hash; a token is asked about once at a time. Who shows bad ones is soon not asked about for a while, so that a flood of them makes
 * no flood of reviews.
 */
final class Gatekeeper {

    static final Duration BELIEVED = Duration.ofMinutes(1);
    static final Duration DOUBTED = Duration.ofSeconds(10);
    static final int BAD_PER_MINUTE = 60;

    private static final String SCHEME = "Bearer ";
    private static final int LONGEST = 16 << 10;
    private static final int MOST_REMEMBERED = 10_000;
    private static final int LOCKS = 64;

    private final TokenReviews reviews;
    private final BoundToken tokens;
    private final InstantSource steady;
    private final RateLimit bad;
    private final Lock[] locks =
            IntStream.range(0, LOCKS).mapToObj(_ -> new ReentrantLock()).toArray(Lock[]::new);
    private final Map<String, Said> said = RecentMap.byUse(MOST_REMEMBERED);

    /** The API server's word on a token, and until when it counts. */
    private record Said(@Nullable Agent agent, @Nullable Refusal refusal, Instant until) {}

    /**
     * Asks about each token once in a while.
     *
     * @param steady time that never jumps
     */
    Gatekeeper(TokenReviews reviews, BoundToken tokens, InstantSource steady) {
        this.reviews = reviews;
        this.tokens = tokens;
        this.steady = steady;
        this.bad = new RateLimit(BAD_PER_MINUTE, steady);
    }

    /**
     * The agent that shows this.
     *
     * @param authorization the header's value
     * @param address the sender's
     * @throws io.fabric8.kubernetes.client.KubernetesClientException when the API server says nothing
     */
    Agent agent(@Nullable String authorization, String address) throws RefusedException {
        if (authorization == null
                || !authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                || authorization.length() > LONGEST) {
            throw new RefusedException(Refusal.unauthenticated(
                    "send the token of the agent's service account as Authorization: Bearer TOKEN"));
        }
        var token = authorization.substring(SCHEME.length()).strip();
        var hash = hash(token);
        var lock = locks[Math.floorMod(hash.hashCode(), LOCKS)];
        lock.lock();
        try {
            return agentOf(token, hash, address);
        } finally {
            lock.unlock();
        }
    }

    private Agent agentOf(String token, String hash, String address) throws RefusedException {
        var known = known(hash);
        var word = known == null ? asked(token, address) : known;
        remember(hash, word);
        if (word.agent() == null) {
            throw new RefusedException(Objects.requireNonNull(word.refusal()));
        }
        return word.agent();
    }

    private Said asked(String token, String address) throws RefusedException {
        var wait = bad.wait(address);
        if (wait.isPositive()) {
            throw new RefusedException(Refusal.throttled(
                    "too many bad tokens came from %s: none is looked at now".formatted(address), wait));
        }
        try {
            var agent = tokens.agent(reviews.review(token));
            return new Said(agent, null, steady.instant().plus(BELIEVED));
        } catch (RefusedException e) {
            bad.count(address);
            return new Said(null, e.refusal(), steady.instant().plus(DOUBTED));
        }
    }

    private synchronized @Nullable Said known(String hash) {
        var known = said.get(hash);
        return known != null && steady.instant().isBefore(known.until()) ? known : null;
    }

    private synchronized void remember(String hash, Said word) {
        said.put(hash, word);
    }

    private static String hash(String token) {
        try {
            byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
