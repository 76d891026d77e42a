/** What was changed in the cluster shortly before a crash: rollouts, scaling, configuration, nodes. */
package dev.corewatch.kubernetes.changes;
