package dev.corewatch.system;

import java.io.IOException;

/** Tells ENOSPC and EDQUOT, which pass, from other faults: the JDK has no type for them, only strerror(3)'s words. */
public final class FullDisk {

    private FullDisk() {}

    public static boolean is(IOException fault) {
        var words = String.valueOf(fault.getMessage());
        return words.contains("No space left on device") || words.contains("Disk quota exceeded");
    }
}
