package dev.corewatch.identity;

import java.util.List;
import java.util.Map;

/** Victims for tests. */
final class Dead {

    static final String ID = "4b1f0c".repeat(10) + "beef";
    static final String UID = "3f2c9a11-77de-4d0b-9a56-0123456789ab";

    private Dead() {}

    static Victim at(String... cgroups) {
        return of(Map.of(), cgroups);
    }

    static Victim of(Map<String, String> environment, String... cgroups) {
        return new Victim(4711, 7, 99, 0, "haproxy", "/usr/sbin/haproxy", Placement.of(List.of(cgroups)), environment);
    }

    static Victim running(String executable) {
        return new Victim(4711, 7, 99, 0, "haproxy", executable, Placement.of(List.of()), Map.of());
    }
}
