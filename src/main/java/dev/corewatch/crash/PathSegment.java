package dev.corewatch.crash;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A name from outside (namespace, workload, container) as one segment of a path or of a store's key. Letters, digits, {@code _ -} and dots
 * that don't lead stay; every other byte of UTF-8 becomes {@code %XX}, so two names never share a segment and none of them climbs. A result
 * longer than {@value #LONGEST} characters is cut and ends in {@code ~} and a hash: names of files end at 255 bytes.
 */
public final class PathSegment {

    static final int LONGEST = 200;

    private static final int HASH_BYTES = 16;

    private PathSegment() {}

    public static String of(String name) {
        var segment = new StringBuilder();
        for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = isPlain(b) || (b == '.' && !segment.isEmpty());
            segment.append(plain ? String.valueOf((char) b) : "%%%02X".formatted(b));
        }
        if (segment.isEmpty()) {
            return "%";
        }
        return segment.length() <= LONGEST ? segment.toString() : shortened(segment.toString());
    }

    private static boolean isPlain(byte b) {
        return (b >= 'a' && b <= 'z') || (b >= 'A' && b <= 'Z') || (b >= '0' && b <= '9') || b == '-' || b == '_';
    }

    private static String shortened(String segment) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(segment.getBytes(StandardCharsets.US_ASCII));
            var tail = HexFormat.of().formatHex(hash, 0, HASH_BYTES);
            return segment.substring(0, LONGEST - tail.length() - 1) + "~" + tail;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every JDK has SHA-256", e);
        }
    }
}
