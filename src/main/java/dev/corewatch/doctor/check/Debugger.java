package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;
import java.util.List;
import java.util.function.Predicate;

/** The programs by which corewatch explains a core, and confines what explains it. */
public final class Debugger extends NodeCheck {

    private static final List<String> USED = List.of("gdb", "eu-stack", "prlimit", "setpriv", "unshare");

    private final Predicate<String> installed;

    /**
     * By what is installed.
     *
     * @param installed whether there is a program of that name
     */
    public Debugger(Predicate<String> installed) {
        this.installed = installed;
    }

    @Override
    public CheckResult of(Node node) {
        var missing = USED.stream().filter(installed.negate()).toList();
        return missing.isEmpty()
                ? pass(String.join(", ", USED) + " are installed")
                : warn(
                        "not installed: " + String.join(", ", missing),
                        "the core is kept; what explains it here is missing",
                        "apt-get install gdb elfutils util-linux, or take the core to a machine with these");
    }
}
