package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Patient;

/** Looks at one process on its node. */
public abstract non-sealed class ProcessCheck extends Named {

    public abstract CheckResult of(Patient patient);
}
