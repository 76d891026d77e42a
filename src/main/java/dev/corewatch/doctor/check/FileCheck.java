package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;
import dev.corewatch.doctor.facts.Place;
import dev.corewatch.doctor.facts.Place.Condition;

/** What matters only where the kernel writes cores into files. */
abstract class FileCheck extends ProcessCheck {

    static final String AS_ROOT = "run corewatch doctor as root on the host";
    static final String VOLUME =
            "sysctl -w kernel.core_pattern=/cores/core.%e.%P.%h.%t, with a volume at /cores that its user may write to";

    @Override
    public final CheckResult of(Patient patient) {
        var place = patient.place();
        if (place != null) {
            return of(patient, place);
        }
        var pattern = patient.node().pattern();
        if (pattern == null) {
            return absent("there is no core_pattern to read");
        }
        return pass(
                pattern.isFile()
                        ? "core_pattern is empty"
                        : "no file: core_pattern is a %s".formatted(Words.of(pattern.kind())));
    }

    abstract CheckResult of(Patient patient, Place place);

    /** What is wrong with the directory itself. */
    final CheckResult judge(Place place, String which, int uid, String mend) {
        var directory = which + place.directory();
        return switch (place.condition()) {
            case USABLE -> pass("%s can be written to by user %d".formatted(directory, uid));
            case UNSEEN -> unseen(directory + " can't be looked at from here", AS_ROOT);
            default ->
                lost(
                        "%s %s".formatted(directory, words(place.condition(), uid)),
                        "the kernel can't make the file, and the core is lost",
                        mend);
        };
    }

    private static String words(Condition condition, int uid) {
        return switch (condition) {
            case ABSENT -> "is not there";
            case NOT_A_DIRECTORY -> "is no directory";
            case CLOSED -> "lies below a directory that user %d may not pass".formatted(uid);
            case UNWRITABLE -> "can't be written to by user %d".formatted(uid);
            case USABLE, UNSEEN -> "";
        };
    }
}
