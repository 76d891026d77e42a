package dev.corewatch.crash;

/**
 * A thread in the core's NT_PRSTATUS notes; the first one received the signal.
 *
 * @param id LWP in the process's own pid namespace
 * @param programCounter address of the instruction it was at
 * @param stackPointer its stack pointer
 */
public record CoreThread(int id, long programCounter, long stackPointer) {}
