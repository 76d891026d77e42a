package dev.corewatch.pipeline;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Report;

/** Makes the redacted report of a raw analysis: signature, known fixes, advice. Pure. Carries the occurrence's core facts over. */
public interface Reporter {

    Report report(Occurrence occurrence, Analysis analysis);
}
