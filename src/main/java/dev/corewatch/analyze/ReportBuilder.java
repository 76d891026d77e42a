package dev.corewatch.analyze;

import dev.corewatch.analyze.advice.Advice;
import dev.corewatch.analyze.advice.Case;
import dev.corewatch.analyze.fixes.Candidate;
import dev.corewatch.analyze.fixes.Crash;
import dev.corewatch.analyze.fixes.KnownFixes;
import dev.corewatch.analyze.redact.Redacted;
import dev.corewatch.analyze.redact.Redactor;
import dev.corewatch.analyze.signature.Evidence;
import dev.corewatch.analyze.signature.SignatureRule;
import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Assertion;
import dev.corewatch.crash.CoreFacts;
import dev.corewatch.crash.Report;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the report of an analysis: redacted first, then signed, looked up among upstream's fixes and advised on. Nothing in a
 * report comes from unredacted text.
 */
public final class ReportBuilder {

    private final SignatureRule rule;
    private final KnownFixes fixes;
    private final Redactor redactor;

    public ReportBuilder(SignatureRule rule, KnownFixes fixes, Redactor redactor) {
        this.rule = rule;
        this.fixes = fixes;
        this.redactor = redactor;
    }

    /** With the rule and the fixes that come with the program, which are read now (a few milliseconds). */
    public static ReportBuilder standard(Redactor redactor) {
        return new ReportBuilder(SignatureRule.v1(), KnownFixes.builtIn(), redactor);
    }

    /** The report of a core; core is absent when only words are known. */
    public Report build(Analysis raw, @Nullable CoreFacts core) {
        return build(raw, core, null);
    }

    /** The report, when HAProxy's words on a failed BUG_ON are known too. */
    public Report build(Analysis raw, @Nullable CoreFacts core, @Nullable Assertion assertion) {
        var analysis = Redacted.of(raw, redactor);
        var signature =
                rule.of(Evidence.of(analysis, Redacted.of(assertion, redactor))).orElse(null);
        List<Candidate> candidates = analysis.deliberate() ? List.of() : fixes.match(crash(analysis));
        return new Report(
                Report.SCHEMA,
                analysis.kind(),
                analysis.deliberate(),
                analysis.signal(),
                core,
                analysis.stack(),
                analysis.haproxy(),
                analysis.request(),
                signature,
                candidates.stream().map(Candidate::fix).toList(),
                Advice.on(new Case(analysis, core, candidates)),
                analysis.debugger(),
                analysis.notes(),
                analysis.threads(),
                analysis.modules());
    }

    private static Crash crash(Analysis analysis) {
        var signal = analysis.signal();
        var haproxy = analysis.haproxy();
        return new Crash(
                analysis.stack().frames(),
                analysis.kind(),
                signal == null ? null : signal.name(),
                signal == null ? null : signal.address(),
                haproxy == null ? null : haproxy.version());
    }
}
