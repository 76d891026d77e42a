package dev.corewatch.kubernetes.ingest;

import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A request, of which only the head was read.
 *
 * @param authorization the header's value
 * @param address the sender's
 * @param length of the body in bytes as announced; -1 when it isn't
 */
record Incoming(
        String method, String path, @Nullable String authorization, String address, long length, InputStream body) {}
