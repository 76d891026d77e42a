package dev.corewatch.kubernetes.api;

import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;

/** Under which name the controller owns fields and objects. */
public final class FieldManager {

    public static final String NAME = "corewatch";

    /** Server-side apply; whoever else has written one of its fields loses it. */
    public static final PatchContext APPLY = new PatchContext.Builder()
            .withPatchType(PatchType.SERVER_SIDE_APPLY)
            .withFieldManager(NAME)
            .withForce(true)
            .build();

    private FieldManager() {}
}
