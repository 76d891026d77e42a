package dev.corewatch.capture.objects;

import dev.corewatch.crash.Gap;
import java.util.List;

/**
 * What was kept of a running process.
 *
 * @param files how many programs and libraries it has mapped
 * @param added how many files the store did not have before, debug information included
 * @param gaps files that could not be kept, in words; empty when all are at hand now
 */
public record Snapshot(int files, int added, List<Gap> gaps) {

    public Snapshot {
        gaps = List.copyOf(gaps);
    }
}
