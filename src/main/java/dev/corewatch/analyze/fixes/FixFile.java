package dev.corewatch.analyze.fixes;

import dev.corewatch.analyze.signature.FunctionName;
import dev.corewatch.crash.HaproxyVersion;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads known-fixes.yaml: the small part of YAML that its head describes (a list of flat mappings), so that a command of a
 * tenth of a second does not spend half of it starting a YAML library. A test reads the file with one and compares.
 */
final class FixFile {

    private FixFile() {}

    static List<Fix> parse(String text) {
        var fixes = new ArrayList<Fix>();
        var entry = new HashMap<String, String>();
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(line -> {
            if (line.startsWith("- ")) {
                add(fixes, entry);
                entry.clear();
            }
            int colon = line.indexOf(": ");
            entry.put(line.substring(2, colon), line.substring(colon + 2));
        });
        add(fixes, entry);
        return List.copyOf(fixes);
    }

    private static void add(List<Fix> fixes, Map<String, String> entry) {
        if (!entry.isEmpty()) {
            fixes.add(fix(entry));
        }
    }

    private static Fix fix(Map<String, String> entry) {
        var introduced = optional(entry, "introduced_in");
        return new Fix(
                required(entry, "id"),
                required(entry, "title"),
                LocalDate.parse(required(entry, "date")),
                optional(entry, "severity"),
                required(entry, "area"),
                optional(entry, "needs"),
                required(entry, "class"),
                optional(entry, "signal"),
                plain(list(entry, entry.containsKey("stack") ? "stack" : "functions")),
                plain(list(entry, "also")),
                introduced == null ? null : HaproxyVersion.tag(introduced),
                required(entry, "fixed_in"),
                list(entry, "backport_to"),
                list(entry, "stable").stream().map(HaproxyVersion::tag).toList(),
                entry.containsKey("stack"));
    }

    private static String required(Map<String, String> entry, String key) {
        var value = optional(entry, key);
        if (value == null) {
            throw new IllegalArgumentException("known-fixes.yaml: an entry has no " + key + ": " + entry);
        }
        return value;
    }

    private static @Nullable String optional(Map<String, String> entry, String key) {
        var value = entry.get(key);
        return value == null ? null : unquoted(value);
    }

    private static List<String> list(Map<String, String> entry, String key) {
        var value = entry.getOrDefault(key, "[]").strip();
        var inside = value.substring(1, value.length() - 1);
        return inside.isEmpty()
                ? List.of()
                : List.of(inside.split(", ", -1)).stream()
                        .map(FixFile::unquoted)
                        .toList();
    }

    private static List<String> plain(List<String> functions) {
        var names = new ArrayList<String>();
        for (var function : functions) {
            var name = FunctionName.plain(function);
            if (names.isEmpty() || !names.getLast().equals(name)) {
                names.add(name);
            }
        }
        return names;
    }

    private static String unquoted(String value) {
        var text = value.strip();
        return text.startsWith("\"")
                ? text.substring(1, text.length() - 1).replace("\\\"", "\"").replace("\\\\", "\\")
                : text;
    }
}
