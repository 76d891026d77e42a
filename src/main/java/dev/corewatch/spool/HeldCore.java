package dev.corewatch.spool;

import org.jspecify.annotations.Nullable;

/**
 * The core file of an occurrence, as the spool holds it.
 *
 * @param form what lies in the directory
 * @param bytes size of the raw core
 * @param diskBytes what it occupies here, holes left out
 * @param gone why it is absent; absent itself while the core is here
 */
public record HeldCore(
        Form form, long bytes, long diskBytes, @Nullable CoreGone gone) {

    /** What lies in the directory. */
    public enum Form {
        RAW("core"),
        ZSTD("core.zst"),
        NONE("");

        private final String file;

        Form(String file) {
            this.file = file;
        }

        /** Its name in the occurrence's directory; empty when there is none. */
        String file() {
            return file;
        }
    }

    static HeldCore raw(long bytes, long diskBytes) {
        return new HeldCore(Form.RAW, bytes, diskBytes, null);
    }

    static HeldCore none(long bytes, CoreGone why) {
        return new HeldCore(Form.NONE, bytes, 0, why);
    }

    HeldCore compressed(long compressedBytes) {
        return new HeldCore(Form.ZSTD, bytes, compressedBytes, null);
    }

    HeldCore without(CoreGone why) {
        return none(bytes, why);
    }

    public boolean isHere() {
        return form != Form.NONE;
    }
}
