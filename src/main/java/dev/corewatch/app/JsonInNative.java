package dev.corewatch.app;

import io.quarkus.runtime.annotations.RegisterForReflection;

/** Everything that becomes JSON or comes from it, kept reflectable in the native binary. */
@RegisterForReflection(
        classNames = {
            "dev.corewatch.analyze.PastedSignature",
            "dev.corewatch.capture.log.LogPosition",
            "dev.corewatch.crash.Analysis",
            "dev.corewatch.crash.CheckResult",
            "dev.corewatch.crash.Checkup",
            "dev.corewatch.crash.Fate",
            "dev.corewatch.crash.ProcessCheckup",
            "dev.corewatch.crash.Proof",
            "dev.corewatch.crash.Verdict",
            "dev.corewatch.crash.Group",
            "dev.corewatch.crash.KernelFindings",
            "dev.corewatch.crash.Occurrence",
            "dev.corewatch.crash.Report",
            "dev.corewatch.crash.UpstreamFix",
            "dev.corewatch.spool.Acknowledgement",
            "dev.corewatch.spool.Counted",
            "dev.corewatch.spool.MigrationPlan",
            "dev.corewatch.spool.Moved",
            "dev.corewatch.app.Acquaintance",
            "dev.corewatch.app.ContainerNotes$Note",
            "dev.corewatch.app.Incoming$Arrival",
            "dev.corewatch.app.KernelMark$Position",
            "dev.corewatch.identity.Container",
            "dev.corewatch.identity.ContainerRuntime",
            "dev.corewatch.identity.Placement",
            "dev.corewatch.identity.Victim",
            "dev.corewatch.spool.State",
            "dev.corewatch.spool.Tally",
            "dev.corewatch.crash.CoreFacts",
            "dev.corewatch.crash.CrashKind",
            "dev.corewatch.crash.Frame",
            "dev.corewatch.crash.Gap",
            "dev.corewatch.crash.HaproxyFacts",
            "dev.corewatch.crash.Identity",
            "dev.corewatch.crash.KernelPlace",
            "dev.corewatch.crash.KnownFix",
            "dev.corewatch.crash.KnownFix$Applies",
            "dev.corewatch.crash.Module",
            "dev.corewatch.crash.Module$Match",
            "dev.corewatch.crash.RequestContext",
            "dev.corewatch.crash.Signal",
            "dev.corewatch.crash.Signature",
            "dev.corewatch.crash.Stack",
            "dev.corewatch.crash.Stack$Trust",
            "dev.corewatch.crash.Testimony$Place",
            "dev.corewatch.crash.ThreadStack",
            "dev.corewatch.crash.ThreadStack$Ended",
            "dev.corewatch.crash.Testimony",
            "dev.corewatch.crash.Testimony$Channel",
            "dev.corewatch.crash.Assertion",
            "dev.corewatch.crash.Workload",
            "dev.corewatch.spool.CoreGone",
            "dev.corewatch.spool.HeldCore",
            "dev.corewatch.spool.HeldCore$Form",
            "dev.corewatch.spool.SourceFacts",
            "dev.corewatch.spool.Step",
            "dev.corewatch.spool.StoredObject"
        })
final class JsonInNative {

    private JsonInNative() {}
}
