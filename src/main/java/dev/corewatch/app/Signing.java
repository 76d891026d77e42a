package dev.corewatch.app;

import dev.corewatch.analyze.signature.Evidence;
import dev.corewatch.analyze.signature.SignatureRule;
import dev.corewatch.spool.Resigning;

/** Today's rule of signatures, for what an earlier one has signed. */
final class Signing {

    private Signing() {}

    static Resigning today() {
        var rule = SignatureRule.v1();
        return new Resigning(
                SignatureRule.VERSION,
                report -> rule.of(Evidence.of(report)),
                occurrence -> new ReportFiles().render(occurrence, null));
    }
}
