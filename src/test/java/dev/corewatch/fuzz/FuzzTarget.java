package dev.corewatch.fuzz;

/** Something that takes input from outside. Has a constructor without arguments. */
public interface FuzzTarget {

    /** One case; throws when it was not survived as it should be. */
    void run(Noise noise) throws Exception;

    /** The input of the case that was run last, for a regression test. */
    byte[] lastInput();
}
