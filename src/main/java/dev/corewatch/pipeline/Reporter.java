package dev.corewatch.pipeline;

import dev.corewatch.analyze.testimony.Reconciled;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;

/** Makes the redacted report of what all channels say of a death, raw: signature, known fixes, advice. Pure. Carries the occurrence's core facts over. */
public interface Reporter {

    Report report(Occurrence occurrence, Reconciled death);
}
