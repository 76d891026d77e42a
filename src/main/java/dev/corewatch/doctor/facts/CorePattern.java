package dev.corewatch.doctor.facts;

import dev.corewatch.system.CoreSpecifiers;
import java.util.List;

/**
 * kernel.core_pattern (core(5)).
 *
 * @param text as the kernel has it
 */
public record CorePattern(String text, Kind kind) {

    /** Who gets the core. */
    public enum Kind {
        FILE,
        PIPE,
        SOCKET
    }

    /**
     * As the kernel reads it.
     *
     * @param sockets whether this kernel has coredump sockets (Linux 6.16); to others an {@code @} is a character like any
     */
    public static CorePattern of(String text, boolean sockets) {
        if (text.startsWith("|")) {
            return new CorePattern(text, Kind.PIPE);
        }
        return new CorePattern(text, sockets && text.startsWith("@") ? Kind.SOCKET : Kind.FILE);
    }

    public boolean isFile() {
        return kind == Kind.FILE;
    }

    public boolean isRelative() {
        return isFile() && !text.startsWith("/");
    }

    /** A pipe's program and its arguments. */
    public List<String> words() {
        return CoreSpecifiers.words(text);
    }

    /** The path of a pipe's program or of a socket; "" when there is none. */
    public String server() {
        return kind == Kind.SOCKET
                ? text.replaceFirst("^@+", "")
                : words().stream().findFirst().orElse("");
    }

    /** The last component of the path of a pipe's program. */
    public String program() {
        return server().substring(server().lastIndexOf('/') + 1);
    }

    /** Whether the text has one of these specifiers. */
    public boolean has(String specifiers) {
        return CoreSpecifiers.has(text, specifiers);
    }

    /** Whether a corewatch agent takes what comes by it: by socket or by its helper. */
    public boolean isCorewatchs() {
        return !isFile() && (text.contains("corewatch-helper ") || server().contains("/corewatch"));
    }
}
