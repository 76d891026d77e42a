package dev.corewatch.analyze.testimony;

import dev.corewatch.analyze.text.BacktraceText;
import dev.corewatch.analyze.text.CrashText;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Frame;
import dev.corewatch.crash.Signal;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the lines of one HAProxy's life tell of its death. Pure. */
final class LastWords {

    /** glibc's fortified functions and stack protector, before their abort(). */
    private static final Pattern SMASHED =
            Pattern.compile("\\*\\*\\* (?:stack smashing|buffer overflow) detected \\*\\*\\*");

    private static final Pattern TELLING = Pattern.compile("bug condition \"|about to kill the process|PANIC! |corrupt"
            + "|double free|(?:free|malloc|realloc|munmap_chunk|malloc_consolidate)\\(\\): | detected \\*\\*\\*"
            + "| exited with code |exit-on-failure");

    private LastWords() {}

    /** Null when they tell of no death. */
    static @Nullable Testimony of(List<String> lines, @Nullable WorkerExit exit) {
        var text = BacktraceText.parse(String.join("\n", lines));
        var kind = kind(text, lines);
        if (exit == null && kind == CrashKind.UNKNOWN) {
            return null;
        }
        return new Testimony(
                Channel.WORDS,
                exit == null ? null : exit.pid(),
                null,
                kind,
                exit == null ? abortOf(kind) : exit.signal(),
                text.assertion(),
                kind == CrashKind.UNKNOWN ? List.<Frame>of() : text.frames(),
                null,
                text.version(),
                lines.stream().filter(LastWords::isTelling).toList());
    }

    /** Whether a line is of those that a death is told by. */
    static boolean isTelling(String line) {
        return TELLING.matcher(line).find();
    }

    private static CrashKind kind(CrashText text, List<String> lines) {
        boolean smashed = text.kind() == CrashKind.UNKNOWN && any(lines, SMASHED);
        return smashed ? CrashKind.MEMORY : text.kind();
    }

    /** All of these end by abort(3); a failed BUG_ON by what the version chose. */
    private static @Nullable Signal abortOf(CrashKind kind) {
        return kind == CrashKind.ASSERTION ? null : Signal.numbered(6);
    }

    private static boolean any(List<String> lines, Pattern pattern) {
        return lines.stream().anyMatch(line -> pattern.matcher(line).find());
    }
}
