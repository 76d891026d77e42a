package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.crash.Fate;
import dev.corewatch.crash.Verdict;
import java.util.Locale;

/** A check, named after its class: CoreLimit is {@code core-limit}. */
public abstract sealed class Named permits NodeCheck, ProcessCheck {

    public final String name() {
        return getClass().getSimpleName().replaceAll("(?<=.)(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
    }

    final CheckResult pass(String saw) {
        return new CheckResult(name(), Verdict.PASS, Fate.KEPT, saw, null, null);
    }

    final CheckResult warn(String saw, String outcome, String mend) {
        return new CheckResult(name(), Verdict.WARN, Fate.KEPT, saw, outcome, mend);
    }

    final CheckResult lost(String saw, String outcome, String mend) {
        return new CheckResult(name(), Verdict.FAIL, Fate.LOST, saw, outcome, mend);
    }

    final CheckResult cut(String saw, String outcome, String mend) {
        return new CheckResult(name(), Verdict.FAIL, Fate.CUT, saw, outcome, mend);
    }

    /** What matters for the core and can't be looked at. */
    final CheckResult unseen(String saw, String mend) {
        return new CheckResult(name(), Verdict.NOT_POSSIBLE, Fate.UNKNOWN, saw, null, mend);
    }

    /** What can't be looked at and is no hindrance by itself. */
    final CheckResult absent(String saw) {
        return new CheckResult(name(), Verdict.NOT_POSSIBLE, Fate.KEPT, saw, null, null);
    }
}
