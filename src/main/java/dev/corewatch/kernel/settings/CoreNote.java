package dev.corewatch.kernel.settings;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What the machine had before its settings were taken, and what has been set since. As text: lines {@code key=value}, which the guard reads too
 * (src/main/c/guard.c): {@code boot}; {@code NAME}, as it was found; {@code ours.NAME}, once for each value that was set.
 *
 * @param boot settings end with it
 * @param found by setting
 * @param ours by setting: every value by which it is known to be ours
 */
record CoreNote(String boot, Map<String, String> found, Map<String, Set<String>> ours) {

    private static final String BOOT = "boot";
    private static final String OURS = "ours.";

    CoreNote {
        found = Collections.unmodifiableMap(new LinkedHashMap<>(found));
        ours = Collections.unmodifiableMap(new LinkedHashMap<>(ours));
    }

    /** Nothing was taken yet. */
    static CoreNote none(String boot) {
        return new CoreNote(boot, Map.of(), Map.of());
    }

    static CoreNote parse(String text) {
        var boot = "";
        var found = new LinkedHashMap<String, String>();
        var ours = new LinkedHashMap<String, Set<String>>();
        for (var line : text.lines().toList()) {
            int end = Math.max(0, line.indexOf('='));
            var key = line.substring(0, end);
            var value = line.substring(Math.min(end + 1, line.length()));
            if (key.equals(BOOT)) {
                boot = value;
            } else if (key.startsWith(OURS)) {
                add(ours, key.substring(OURS.length()), value);
            } else {
                found.put(key, value);
            }
        }
        return new CoreNote(boot, found, ours);
    }

    String text() {
        var lines = new ArrayList<String>();
        lines.add(BOOT + "=" + boot);
        found.forEach((name, value) -> lines.add(name + "=" + value));
        ours.forEach((name, values) -> values.forEach(value -> lines.add(OURS + name + "=" + value)));
        return String.join("\n", lines) + "\n";
    }

    boolean isOurs(String name, String value) {
        return ours.getOrDefault(name, Set.of()).contains(value);
    }

    /** What the setting is to be put back to: what was found, unless somebody else has set it since. */
    String before(String name, String now) {
        return isOurs(name, now) ? found.getOrDefault(name, now) : now;
    }

    /**
     * The note to be written before settings are changed.
     *
     * @param now those that the kernel has
     */
    CoreNote taking(Map<String, String> now, Map<String, String> wanted) {
        var before = new LinkedHashMap<String, String>();
        now.forEach((name, value) -> before.put(name, before(name, value)));
        var known = new LinkedHashMap<String, Set<String>>();
        ours.forEach((name, values) -> values.forEach(value -> add(known, name, value)));
        wanted.forEach((name, value) -> {
            if (now.containsKey(name)) {
                add(known, name, value);
            }
        });
        return new CoreNote(boot, before, known);
    }

    private static void add(Map<String, Set<String>> values, String name, String value) {
        values.computeIfAbsent(name, _ -> new LinkedHashSet<>()).add(value);
    }
}
