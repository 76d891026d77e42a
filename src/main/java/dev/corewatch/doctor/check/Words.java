package dev.corewatch.doctor.check;

import dev.corewatch.doctor.facts.CorePattern;
import dev.corewatch.doctor.facts.Dump;
import java.util.Locale;

/** Values as people read them. */
final class Words {

    private static final long KILO = 1 << 10;
    private static final long MEGA = 1 << 20;
    private static final long GIGA = 1 << 30;

    private Words() {}

    static String of(CorePattern.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    static String bytes(long bytes) {
        if (bytes == Dump.UNLIMITED) {
            return "unlimited";
        }
        if (bytes < 10 * KILO) {
            return bytes + " bytes";
        }
        if (bytes < MEGA) {
            return bytes / KILO + " kB";
        }
        return bytes < 10 * GIGA
                ? String.format(Locale.ROOT, "%.1f MB", (double) bytes / MEGA)
                : String.format(Locale.ROOT, "%.1f GB", (double) bytes / GIGA);
    }
}
