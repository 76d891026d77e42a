package dev.corewatch.doctor.facts;

/**
 * The program or the socket at which core_pattern points, as the host has it.
 *
 * @param place its path with no link left in it
 */
public record Handler(State state, String place) {

    /** How it is. */
    public enum State {
        READY,
        ABSENT,
        /** A program that can't be executed, a socket at which nobody listens. */
        DEAF,
        /** The host's files can't be seen from here. */
        UNSEEN
    }

    /** The file name, links followed. */
    public String name() {
        return place.substring(place.lastIndexOf('/') + 1);
    }
}
