package dev.corewatch.kubernetes.ingest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How reports are taken.
 *
 * @param port of HTTPS on all addresses; 0 takes a free one
 * @param namespace the controller's own
 * @param name of its Service, by which its certificates are named
 * @param audience of agents' tokens
 * @param agents their service account, as namespace/name
 * @param maxBytes of one report, less than 2 GiB
 * @param perMinute reports of one agent
 * @param tlsDirectory where somebody else puts tls.crt and tls.key; absent when the controller makes its own
 */
public record IngestSettings(
        int port,
        String namespace,
        String name,
        String audience,
        String agents,
        long maxBytes,
        int perMinute,
        @Nullable Path tlsDirectory) {}
