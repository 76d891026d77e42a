package dev.corewatch.kubernetes.crash;

/** Under which name the controller owns fields. */
final class FieldManager {

    static final String NAME = "corewatch";

    private FieldManager() {}
}
