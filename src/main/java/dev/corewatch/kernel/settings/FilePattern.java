package dev.corewatch.kernel.settings;

import dev.corewatch.system.CoreSpecifiers;
import java.util.Map;
import java.util.Optional;

/**
 * A core_pattern that is a file's absolute name, looked up by the kernel in the dying process's own root (core(5)).
 *
 * @param text as it stands there
 */
public record FilePattern(String text) {

    /** Empty when the pattern is another kind's, or relative: then the file's place is the process's own choice. */
    public static Optional<FilePattern> parse(String pattern) {
        return pattern.startsWith("/") ? Optional.of(new FilePattern(pattern)) : Optional.empty();
    }

    /**
     * The file's name, filled in.
     *
     * @param facts by specifier, without slashes
     * @param usesPid kernel.core_uses_pid: a name without the pid gets it at its end
     */
    public String path(Map<Character, String> facts, boolean usesPid) {
        return CoreSpecifiers.file(text, facts::get, usesPid);
    }
}
