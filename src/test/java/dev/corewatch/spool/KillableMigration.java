package dev.corewatch.spool;

import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** A corewatch to be killed while it migrates, to a rule by which the first letter of the old title is the bug. */
final class KillableMigration {

    static final Resigning SECOND_RULE = new Resigning(2, KillableMigration::byFirstLetter, occurrence -> {
        var report = Objects.requireNonNull(occurrence.report());
        return Map.of(
                "txt", "signed " + Objects.requireNonNull(report.signature()).id() + "\n");
    });

    private KillableMigration() {}

    /** Argument: the spool's directory. */
    public static void main(String[] arguments) throws IOException {
        try (var spool = open(Path.of(arguments[0]))) {
            spool.migrate(SECOND_RULE);
        }
    }

    static Spool open(Path root) throws IOException {
        var settings = new SpoolSettings(
                new SpoolLayout(root), new SpoolLimits(1 << 30, 1 << 30, 0, 1000), RetentionRules.DEFAULT, null);
        var time = InstantSource.system();
        return Spool.open(settings, new OccurrenceIds(time, new Random()), time, gone -> {});
    }

    /** What begins with "?" it can't tell. */
    private static Optional<Signature> byFirstLetter(Report report) {
        var title = report.signature() == null ? "?" : report.signature().title();
        var letter = title.substring(0, 1).toLowerCase(Locale.ROOT);
        return letter.equals("?")
                ? Optional.empty()
                : Optional.of(new Signature(2, "2" + letter, letter + " by the second rule", List.of()));
    }
}
