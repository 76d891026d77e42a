package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** kernel.core_uses_pid: appends the pid to a file's name that hasn't one. */
public final class CoreUsesPid extends NodeCheck {

    @Override
    public CheckResult of(Node node) {
        var pattern = node.pattern();
        boolean appends =
                Integer.valueOf(1).equals(node.usesPid()) && pattern != null && pattern.isFile() && !pattern.has("p");
        return pass((node.usesPid() == null ? "none" : String.valueOf(node.usesPid()))
                + (appends ? ": .PID is appended to the name" : ": changes nothing here"));
    }
}
