package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.CorePattern.Kind;
import dev.corewatch.doctor.facts.Node;

/** A socket's server: without one the kernel's connection fails, and the core is lost. */
public final class SocketServer extends NodeCheck {

    private static final String MEND =
            "start it again; corewatch's: corewatch agent, or corewatch agent --restore for the pattern before it";

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        var handler = node.handler();
        if (pattern == null || handler == null || pattern.kind() != Kind.SOCKET) {
            return pass("core_pattern is no socket");
        }
        var path = pattern.server();
        return switch (handler.state()) {
            case READY -> pass("somebody listens at " + path);
            case ABSENT -> lost(path + " is not there", "the kernel finds no server, and every core is lost", MEND);
            case DEAF -> lost("nobody listens at " + path, "the kernel finds no server, and every core is lost", MEND);
            case UNSEEN ->
                unseen("whether somebody listens at %s can't be seen from here".formatted(path), FileCheck.AS_ROOT);
        };
    }
}
