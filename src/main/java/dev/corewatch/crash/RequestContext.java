package dev.corewatch.crash;

import org.jspecify.annotations.Nullable;

/**
 * The request that the crashed thread was working on. What could not be read is absent, never guessed.
 *
 * @param uri raw inside the spool, redacted in everything that leaves it
 * @param status of the response, absent before there is one
 * @param algorithm compression's configured name (gzip, deflate, raw-deflate)
 * @param direction which side was compressed: response or request
 * @param how which probe found it ("frame 7, local s")
 */
public record RequestContext(
        @Nullable String method,
        @Nullable String uri,
        @Nullable Integer status,
        @Nullable String frontend,
        @Nullable String backend,
        @Nullable String server,
        @Nullable String algorithm,
        @Nullable String direction,
        @Nullable String how) {}
