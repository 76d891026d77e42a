package dev.corewatch.capture.thin;

/** Addresses from the first to the one behind the last. */
record Range(long start, long end) {

    /** That many bytes, at most so many, none when the end is no address. */
    static Range of(long start, long bytes, long most) {
        long length = Math.clamp(bytes, 0, most);
        return start < 0 || start + length < 0 ? new Range(0, 0) : new Range(start, start + length);
    }
}
