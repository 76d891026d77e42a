package dev.corewatch.kubernetes.ingest;

import dev.corewatch.kubernetes.crash.CrashReports;
import dev.corewatch.kubernetes.crash.PodDirectory;
import java.util.function.BooleanSupplier;

/**
 * Where reports go.
 *
 * @param leading whether this replica takes them now
 */
public record Destination(BooleanSupplier leading, PodDirectory pods, CrashReports reports) {}
