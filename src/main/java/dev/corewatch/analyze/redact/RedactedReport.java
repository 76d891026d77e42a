package dev.corewatch.analyze.redact;

import dev.corewatch.crash.Gap;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;
import dev.corewatch.crash.Signature;

/** What was written earlier, redacted again for those who read it now: rules that came later hold for it too. */
public final class RedactedReport {

    private RedactedReport() {}

    public static Occurrence of(Occurrence raw, Redactor redactor) {
        return new Occurrence(
                raw.schema(),
                raw.id(),
                raw.revision(),
                raw.captured(),
                raw.identity(),
                raw.workload(),
                raw.gaps().stream()
                        .map(gap -> new Gap(gap.missing(), redactor.own(gap.reason())))
                        .toList(),
                raw.core(),
                raw.report() == null ? null : of(raw.report(), redactor));
    }

    public static Report of(Report raw, Redactor redactor) {
        return new Report(
                raw.schema(),
                raw.kind(),
                raw.deliberate(),
                raw.signal(),
                raw.core(),
                Redacted.stack(raw.stack(), redactor),
                Redacted.haproxy(raw.haproxy(), redactor),
                Redacted.request(raw.request(), redactor),
                raw.signature() == null ? null : of(raw.signature(), redactor),
                raw.knownFixes(),
                raw.advice().stream().map(redactor::own).toList(),
                raw.debugger(),
                Redacted.notes(raw.notes(), redactor),
                Redacted.threads(raw.threads(), redactor),
                Redacted.modules(raw.modules(), redactor));
    }

    public static Group of(Group raw, Redactor redactor) {
        return new Group(
                of(raw.signature(), redactor),
                raw.workload(),
                raw.count(),
                raw.firstSeen(),
                raw.lastSeen(),
                raw.last(),
                raw.acknowledged(),
                raw.note());
    }

    /** Its id says nothing and stays. */
    public static Signature of(Signature raw, Redactor redactor) {
        return new Signature(
                raw.version(),
                raw.id(),
                redactor.own(raw.title()),
                raw.frames().stream().map(redactor::own).toList());
    }
}
