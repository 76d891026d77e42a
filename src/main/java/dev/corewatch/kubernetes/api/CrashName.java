package dev.corewatch.kubernetes.api;

import dev.corewatch.kubernetes.api.CrashSpec.WorkloadRef;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** A {@link HAProxyCrash}'s name: the workload's, and ten hexadecimal digits of a hash over what the group is. The same group, the same name. */
public final class CrashName {

    private static final int WORKLOAD = 200;
    private static final int DIGITS = 10;

    private CrashName() {}

    /** A DNS subdomain name of at most 211 characters. */
    public static String of(CrashSpec spec) {
        var workload = spec.workloadRef();
        var what = spec.signature() == null ? spec.signal() : spec.signature();
        var hash = HexFormat.of().formatHex(sha256(identity(workload, spec.container(), what)));
        return readable(workload.name()) + "-" + hash.substring(0, DIGITS);
    }

    private static String identity(WorkloadRef workload, String container, String what) {
        var group = workload.apiVersion().replaceAll("/.*|^v.*", "");
        return String.join("\n", group, workload.kind(), workload.name(), container, what);
    }

    private static String readable(String name) {
        var safe = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-").replaceAll("^-+|-+$", "");
        var bounded = safe.substring(0, Math.min(WORKLOAD, safe.length()));
        return bounded.isEmpty() ? "crash" : bounded;
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
