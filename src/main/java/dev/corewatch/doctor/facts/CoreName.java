package dev.corewatch.doctor.facts;

import dev.corewatch.system.CoreSpecifiers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Fills a file pattern in, as the kernel would for a process that dies of SIGSEGV now (core(5)). What nobody can know before stays a word:
 * TIME, HOST.
 */
final class CoreName {

    private final Map<Character, String> facts = new LinkedHashMap<>();
    private boolean known = true;

    /** @param host its name; absent when it has another than the reader */
    CoreName(Who who, Program program, boolean dumpable, @Nullable String host) {
        var path = program.path() == null ? who.command() : program.path();
        facts.put('p', String.valueOf(who.namespacePid()));
        facts.put('i', String.valueOf(who.namespacePid()));
        facts.put('P', String.valueOf(who.pid()));
        facts.put('I', String.valueOf(who.pid()));
        facts.put('u', String.valueOf(who.rights().uid()));
        facts.put('g', String.valueOf(who.rights().gid()));
        facts.put('d', dumpable ? "1" : "2");
        facts.put('s', "11");
        if (host != null) {
            facts.put('h', CoreSpecifiers.name(host));
        }
        facts.put('e', CoreSpecifiers.name(who.command()));
        facts.put('f', CoreSpecifiers.name(path.substring(path.lastIndexOf('/') + 1)));
        facts.put('E', CoreSpecifiers.name(path));
    }

    /** Whether the last one filled in is the very name. */
    boolean isKnown() {
        return known;
    }

    String fill(String pattern, boolean usesPid) {
        return CoreSpecifiers.file(pattern, this::value, usesPid);
    }

    private String value(char specifier) {
        var value = facts.get(specifier);
        if (value != null) {
            return value;
        }
        known = false;
        return switch (specifier) {
            case 't' -> "TIME";
            case 'h' -> "HOST";
            case 'c' -> "LIMIT";
            case 'C' -> "CPU";
            default -> "";
        };
    }
}
