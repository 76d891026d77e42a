package dev.corewatch.kernel;

/** Addresses as the kernel prints them. */
final class Hex {

    private Hex() {}

    static long of(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }
}
