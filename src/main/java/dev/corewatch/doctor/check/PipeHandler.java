package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.CorePattern;
import dev.corewatch.doctor.facts.CorePattern.Kind;
import dev.corewatch.doctor.facts.Node;
import java.util.Set;

/** A pipe's program: the kernel runs it on the host, or can't; some programs only throw away. */
public final class PipeHandler extends NodeCheck {

    private static final Set<String> NOTHING = Set.of("false", "true");
    private static final String MEND = "corewatch agent, or " + FileCheck.VOLUME;

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        var handler = node.handler();
        if (pattern == null || handler == null || pattern.kind() != Kind.PIPE) {
            return pass("core_pattern is no pipe");
        }
        if (NOTHING.contains(handler.name()) || NOTHING.contains(pattern.program())) {
            return lost(
                    "core_pattern is |" + pattern.server(),
                    "a policy of this node: every core is thrown away",
                    "whoever set it (grep -r core_pattern /etc/sysctl.d) must allow another: " + MEND);
        }
        return switch (handler.state()) {
            case READY -> pass(pattern.server() + " is there on the host; " + words(pattern));
            case ABSENT -> gone(pattern.server() + " is not there on the host");
            case DEAF -> gone(pattern.server() + " can't be executed on the host");
            case UNSEEN ->
                unseen(
                        "whether the host has %s can't be seen from here".formatted(pattern.server()),
                        FileCheck.AS_ROOT);
        };
    }

    private CheckResult gone(String saw) {
        return lost(saw, "the kernel can't run it, and every core is lost", MEND);
    }

    private static String words(CorePattern pattern) {
        if (pattern.isCorewatchs()) {
            return "it is corewatch's";
        }
        return pattern.program().equals("systemd-coredump")
                ? "coredumpctl lists what it keeps by /etc/systemd/coredump.conf"
                : "what it keeps, it alone knows: try --prove";
    }
}
