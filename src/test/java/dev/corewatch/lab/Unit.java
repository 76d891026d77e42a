package dev.corewatch.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A systemd unit of corewatch's own. */
public enum Unit {
    AGENT,
    GUARD;

    private static final String CAPABILITIES = "CapabilityBoundingSet=";

    public String fileName() {
        return "corewatch-%s.service".formatted(name().toLowerCase(Locale.ROOT));
    }

    public String text() throws IOException {
        return Files.readString(Path.of("src/main/systemd", fileName()));
    }

    /** All that its processes can ever have, as {@code CAP_KILL}. */
    public Set<String> capabilities() throws IOException {
        return text().lines()
                .filter(line -> line.startsWith(CAPABILITIES))
                .flatMap(line -> Stream.of(line.substring(CAPABILITIES.length()).split(" ")))
                .filter(capability -> !capability.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What runs a program of root's with these only. */
    public String[] bounds() throws IOException {
        var set = capabilities().stream()
                .map(capability -> "," + capability.toLowerCase(Locale.ROOT).replace("cap_", "+"))
                .collect(Collectors.joining("", "-all", ""));
        return new String[] {"setpriv", "--bounding-set", set};
    }
}
