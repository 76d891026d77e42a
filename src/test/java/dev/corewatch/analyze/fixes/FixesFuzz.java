package dev.corewatch.analyze.fixes;

import dev.corewatch.crash.HaproxyVersion;
import dev.corewatch.fuzz.TextTarget;
import java.util.List;

/** Versions as cores and texts name them, against upstream's fixes. */
public final class FixesFuzz extends TextTarget {

    public FixesFuzz() {
        super(List.of(
                "2.6.12-1+deb12u1",
                "3.4-dev5",
                "1.6.7",
                "3.0.0-bookworm",
                "2.9-dev0-1a2b3c-12",
                "v2.4.0",
                "2.",
                "3.99.9"));
    }

    @Override
    protected void read(String text) {
        text.lines().forEach(line -> {
            var version = HaproxyVersion.parse(line);
            version.ifPresent(v -> require(v.major() < 100, "a major version of two digits"));
        });
    }
}
