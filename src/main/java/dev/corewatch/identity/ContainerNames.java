package dev.corewatch.identity;

import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What runtimes call their containers' cgroups, given what lies above. */
final class ContainerNames {

    /** {@code ID}, {@code docker-ID.scope}, {@code crio-ID}, {@code x.slice:cri-containerd:ID}. */
    private static final Pattern HEX = Pattern.compile("(?:(.{0,200})[-:])?([0-9a-f]{64})(?:\\.scope)?");

    /** Mesos makes UUIDs; others may start containers with ids of their own. */
    private static final Pattern MESOS = Pattern.compile("[0-9A-Za-z][0-9A-Za-z_-]{0,127}");

    /** {@code ALLOCATION.TASK.scope}; older: {@code ALLOCATION.TASK} and {@code ALLOCATION}. */
    private static final Pattern NOMAD =
            Pattern.compile("([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?:\\..{1,128}?)?)(?:\\.scope)?");

    /** Mesos allows no deeper nesting than this in practice; it only bounds us. */
    private static final int DEEPEST = 8;

    private String parent = "";
    private boolean nomad;
    private @Nullable String podUid;

    /** Goes on below that one. */
    void below(String name) {
        parent = name;
        nomad |= name.equals("nomad") || name.equals("nomad.slice");
        var pod = PodName.uid(name);
        podUid = pod == null ? podUid : pod;
    }

    /** Null when the name is no container's; what follows it tells of Mesos's nested ones. */
    @Nullable
    Container of(String name, Deque<String> rest) {
        var hex = HEX.matcher(name);
        if (hex.matches()) {
            return hex(hex);
        }
        if (parent.equals("mesos") && MESOS.matcher(name).matches()) {
            return new Container(ContainerRuntime.MESOS, nested(name, rest), null);
        }
        var allocation = NOMAD.matcher(name);
        return nomad && allocation.matches() ? new Container(ContainerRuntime.NOMAD, allocation.group(1), null) : null;
    }

    /** A prefix of any other name is unheard of, but a container it is; conmon only watches one. */
    private @Nullable Container hex(Matcher match) {
        var prefix = match.group(1) == null ? parent : match.group(1);
        if (prefix.endsWith("conmon")) {
            return null;
        }
        var pod = PodName.uid(prefix);
        return new Container(runtime(prefix), match.group(2), pod == null ? podUid : pod);
    }

    private static ContainerRuntime runtime(String prefix) {
        return switch (prefix.substring(prefix.lastIndexOf(':') + 1)) {
            case "cri-containerd", "nerdctl" -> ContainerRuntime.CONTAINERD;
            case "crio" -> ContainerRuntime.CRIO;
            case "docker" -> ContainerRuntime.DOCKER;
            case "libpod" -> ContainerRuntime.PODMAN;
            default -> ContainerRuntime.UNKNOWN;
        };
    }

    /** Behind the parent's id, which nobody inside can choose, what is nested in it can't be mistaken for another's. */
    private static String nested(String name, Deque<String> rest) {
        var id = new StringBuilder(name);
        for (int depth = 1; depth < DEEPEST && rest.size() > 1 && rest.pop().equals("mesos"); depth++) {
            var child = rest.pop();
            if (!MESOS.matcher(child).matches()) {
                break;
            }
            id.append('.').append(child);
        }
        return id.toString();
    }
}
