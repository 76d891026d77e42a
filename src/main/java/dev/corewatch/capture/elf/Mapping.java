package dev.corewatch.capture.elf;

/**
 * A mapping of a file, as NT_FILE lists it.
 *
 * @param fileOffset in bytes
 * @param path made harmless by {@link Words}
 */
public record Mapping(long start, long end, long fileOffset, String path) {

    public boolean contains(long address) {
        return Long.compareUnsigned(start, address) <= 0 && Long.compareUnsigned(address, end) < 0;
    }
}
