package dev.corewatch.analyze;

import dev.corewatch.analyze.fixes.Candidate;
import dev.corewatch.analyze.fixes.Crash;
import dev.corewatch.analyze.fixes.KnownFixes;
import dev.corewatch.analyze.redact.Redacted;
import dev.corewatch.analyze.redact.RedactedReport;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.analyze.signature.Evidence;
import dev.corewatch.analyze.signature.SignatureRule;
import dev.corewatch.analyze.text.BacktraceText;
import dev.corewatch.analyze.text.CrashText;
import dev.corewatch.crash.KnownFix;
import java.util.List;
import java.util.Optional;

/** Signs what people paste: the logic of {@code corewatch signature}. */
public final class PastedText {

    private final SignatureRule rule;
    private final KnownFixes fixes;
    private final Redactor redactor;

    public PastedText(SignatureRule rule, KnownFixes fixes, Redactor redactor) {
        this.rule = rule;
        this.fixes = fixes;
        this.redactor = redactor;
    }

    /** With the rule and the fixes that come with the program, which are read now (a few milliseconds). */
    public static PastedText standard(Redactor redactor) {
        return new PastedText(SignatureRule.v1(), KnownFixes.builtIn(), redactor);
    }

    /** The signature; empty when there is neither a backtrace nor a failed BUG_ON in the text. */
    public Optional<PastedSignature> sign(String text) {
        var crash = BacktraceText.parse(text);
        var assertion = Redacted.of(crash.assertion(), redactor);
        return rule.of(new Evidence(crash.frames(), crash.kind(), crash.signal(), assertion))
                .map(signature -> RedactedReport.of(signature, redactor))
                .map(signature ->
                        new PastedSignature(signature.id(), signature.title(), signature.frames(), fixesOf(crash)));
    }

    private List<KnownFix> fixesOf(CrashText text) {
        var crash = new Crash(text.frames(), text.kind(), text.signal(), null, text.version());
        return fixes.match(crash).stream().map(Candidate::fix).toList();
    }
}
