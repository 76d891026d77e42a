package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CrashKind;
import dev.corewatch.crash.Signature;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line that a person recognises: "SIGSEGV in memcpy <- libz <- deflate_flush_or_finish". */
final class Title {

    private static final int LIMIT = 200;
    private static final String ARROW = " <- ";

    private Title() {}

    static String of(Evidence evidence, Chain chain, List<String> names) {
        var assertion = evidence.assertion();
        var title = assertion == null
                ? what(evidence, chain) + where(chain, names)
                : words(assertion) + (names.isEmpty() ? "" : ARROW + String.join(ARROW, names));
        return title.length() > LIMIT ? title.substring(0, LIMIT - 3) + "..." : title;
    }

    /** The failed BUG_ON that a signature is of; null when it is of something else. */
    static @Nullable Assertion assertionIn(Signature signature) {
        if (signature.frames().size() < 2) {
            return null;
        }
        var assertion =
                new Assertion(signature.frames().get(1), signature.frames().get(0), null);
        var words = words(assertion);
        return signature.title().startsWith(words.substring(0, Math.min(words.length(), LIMIT - 3))) ? assertion : null;
    }

    private static String words(Assertion assertion) {
        return "BUG_ON(" + assertion.condition() + ") in " + assertion.file();
    }

    private static String where(Chain chain, List<String> names) {
        var path = new ArrayList<>(names);
        if (!chain.onTop().isEmpty()
                && Vocabulary.isCFunction(chain.onTop().getLast().name())
                && !path.contains(chain.onTop().getLast().name())) {
            path.addFirst(chain.onTop().getLast().name());
        }
        return path.isEmpty() ? "" : " in " + String.join(ARROW, path);
    }

    private static String what(Evidence evidence, Chain chain) {
        return switch (BugClass.of(evidence.kind(), chain)) {
            case STUCK -> evidence.kind() == CrashKind.PANIC ? "panic" : "watchdog";
            case HEAP -> "heap corruption noticed";
            case CRASH -> crash(evidence);
        };
    }

    private static String crash(Evidence evidence) {
        var signal = evidence.signal() == null ? "crash" : evidence.signal();
        return switch (evidence.kind()) {
            case ASSERTION -> "BUG_ON";
            case STACK_OVERFLOW -> "stack overflow";
            case NULL_CALL -> "call of a null pointer";
            case OUT_OF_MEMORY -> "out of memory";
            case MEMORY, WATCHDOG, PANIC, HEAP_CORRUPTION, UNKNOWN -> signal;
        };
    }
}
