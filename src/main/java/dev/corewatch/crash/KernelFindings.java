package dev.corewatch.crash;

import java.util.List;

/**
 * What a kernel's log tells of deaths. Its component names are the JSON names of {@code kernel-log --output json}
 * (docs/kernel-log.md).
 *
 * @param schema version of these names, {@link #SCHEMA}
 * @param lines that were read
 * @param deaths that are told of at the places and elsewhere
 * @param places with the most deaths first
 * @param elsewhere deaths at further places, when there were too many to keep
 * @param otherPrograms deaths of programs that are not explained
 * @param otherNames some of their names; forgeable
 * @param suppressed lines that the kernel's rate limit left out: all counts are a floor
 * @param notes what to know before one believes it
 * @param advice what to do next, the most useful first
 */
public record KernelFindings(
        int schema,
        long lines,
        long deaths,
        List<KernelPlace> places,
        long elsewhere,
        long otherPrograms,
        List<String> otherNames,
        long suppressed,
        List<String> notes,
        List<String> advice) {

    public static final int SCHEMA = 1;

    public KernelFindings {
        places = List.copyOf(places);
        otherNames = List.copyOf(otherNames);
        notes = List.copyOf(notes);
        advice = List.copyOf(advice);
    }

    /** Whether the log tells of no death at all. */
    public boolean isSilent() {
        return deaths == 0 && otherPrograms == 0 && suppressed == 0;
    }

    public KernelFindings with(List<KernelPlace> newPlaces, List<String> newAdvice) {
        return new KernelFindings(
                schema, lines, deaths, newPlaces, elsewhere, otherPrograms, otherNames, suppressed, notes, newAdvice);
    }
}
