package dev.corewatch.doctor.facts;

import dev.corewatch.doctor.facts.Dump.Dumpable;
import org.jspecify.annotations.Nullable;

/**
 * A running process and whatever decides what becomes of its core.
 *
 * @param place where it would be written; absent unless core_pattern is a file
 */
public record Patient(
        Node node,
        Who who,
        Dump dump,
        Program program,
        @Nullable Place place) {

    Patient at(@Nullable Place itsPlace) {
        return new Patient(node, who, dump, program, itsPlace);
    }

    /** Whether the kernel drops its core, in every mode. */
    public boolean isDropped() {
        return dump.dumpable() == Dumpable.NO && !node.dumpsAsRoot();
    }

    /** Whether the kernel writes its core as root, and into the host's directories. */
    public boolean isDumpedAsRoot() {
        return dump.dumpable() == Dumpable.NO && node.dumpsAsRoot();
    }
}
