package dev.corewatch.kernel;

/** Addresses as the kernel prints them. */
final class Hex {

    private Hex() {}

    static long of(String digits) {
        return Long.parseUnsignedLong(digits, 16);
    }

    /** As everybody writes them. */
    static String in(long number) {
        return "0x" + Long.toHexString(number);
    }
}
