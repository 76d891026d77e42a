package dev.corewatch.identity;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the kubelet calls a Pod's cgroup: {@code podUID}, or by systemd's driver {@code kubepods-burstable-podUID.slice}, where - is _. */
final class PodName {

    /** A UUID; a static Pod's is a hash. Behind the slice may follow the container's name, {@code :cri-containerd:ID}. */
    private static final Pattern POD = Pattern.compile("(?:[a-z-]{1,100}-)?pod("
            + "[0-9a-f]{8}(?:[-_][0-9a-f]{4}){3}[-_][0-9a-f]{12}|[0-9a-f]{32})(?:\\.slice(?::.{1,200})?)?");

    private PodName() {}

    /** Null when it is no Pod's name. */
    static @Nullable String uid(String name) {
        var match = POD.matcher(name);
        return match.matches() ? match.group(1).replace('_', '-') : null;
    }
}
