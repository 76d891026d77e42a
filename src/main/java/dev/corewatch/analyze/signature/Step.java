package dev.corewatch.analyze.signature;

import dev.corewatch.crash.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A frame, read for its meaning.
 *
 * @param name plain function name; the library's for {@link Role#LIBRARY}; "??" when there is none
 */
record Step(Role role, String name, Frame frame) {

    static final String UNKNOWN = "??";

    static Step of(Frame frame) {
        var function = frame.function();
        var name = function == null || function.startsWith(UNKNOWN) || function.equals("n/a")
                ? UNKNOWN
                : FunctionName.plain(function);
        return name.equals(UNKNOWN) || name.isEmpty() ? unnamed(frame) : named(frame, name);
    }

    private static Step unnamed(Frame frame) {
        var library = libraryOf(frame);
        return library == null ? new Step(Role.UNRESOLVED, UNKNOWN, frame) : inLibrary(library, UNKNOWN, frame);
    }

    private static Step named(Frame frame, String name) {
        var known = Vocabulary.of(name);
        if (known == Role.ROOT || known == Role.MACHINERY) {
            return new Step(known, name, frame);
        }
        var library = libraryOf(frame);
        if (library == null && !isHaproxys(frame)) {
            library = Libraries.of(name);
        }
        if (library != null) {
            return inLibrary(library, name, frame);
        }
        if (isForeignSource(frame)) {
            return new Step(Role.MACHINERY, name, frame);
        }
        return new Step(known == null ? Role.OWN : known, name, frame);
    }

    private static Step inLibrary(String library, String name, Frame frame) {
        return library.equals(ModuleName.LIBC)
                ? new Step(Role.MACHINERY, name, frame)
                : new Step(Role.LIBRARY, library, frame);
    }

    private static @Nullable String libraryOf(Frame frame) {
        var module = frame.module();
        return module != null && ModuleName.isLibrary(module) ? ModuleName.plain(module) : null;
    }

    private static boolean isHaproxys(Frame frame) {
        return frame.file() != null && SourceFile.isHaproxys(frame.file());
    }

    private static boolean isForeignSource(Frame frame) {
        return frame.file() != null && !SourceFile.isHaproxys(frame.file());
    }

    /** Where it is, for stacks whose names say too little: "backend.c:1231" or "haproxy+0x1f7547". */
    @Nullable
    String site() {
        if (frame.file() != null && frame.line() != null) {
            return frame.file().substring(frame.file().lastIndexOf('/') + 1) + ":" + frame.line();
        }
        return frame.offset() == null ? null : "+" + frame.offset();
    }
}
