package dev.corewatch.kubernetes.changes;

import java.time.Instant;

/**
 * Something was changed.
 *
 * @param what a clause that can follow "2 min after": "the rollout of deployment/thing-two (image v7 -> v8)"
 */
record Change(Subject subject, Instant at, String what) {

    /**
     * What was changed.
     *
     * @param kind in lower case, as kubectl takes it: deployment
     * @param namespace empty for a node
     */
    record Subject(String kind, String namespace, String name) {

        static final String NODE = "node";
        static final String POD = "pod";
        static final String CONFIG_MAP = "configmap";

        /** "deployment/thing-two". */
        String words() {
            return kind + "/" + name;
        }
    }
}
