package dev.corewatch.doctor.check;

import dev.corewatch.crash.CheckResult;
import dev.corewatch.doctor.facts.Node;

/** Looks at a node's settings. */
public abstract non-sealed class NodeCheck extends Named {

    public abstract CheckResult of(Node node);
}
