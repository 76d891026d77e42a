package dev.corewatch.app;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the acquaintance of each HAProxy that runs, and again when its threads have changed; its workload's series begin then, before its
 * first crash. For one thread.
 */
final class Encounters implements Consumer<ProcessEntry> {

    private static final int MOST_KNOWN = 20_000;

    private final Introductions introductions;
    private final Consumer<Acquaintance> met;
    private final Map<ProcessKey, Integer> threads = new HashMap<>();
    private volatile boolean anew;

    /** @param met told of each one */
    Encounters(Introductions introductions, Consumer<Acquaintance> met) {
        this.introductions = introductions;
        this.met = met;
    }

    /** From the next look on all are met once more: more can be known of them. Any thread may ask. */
    void again() {
        anew = true;
    }

    @Override
    public void accept(ProcessEntry process) {
        if (anew || threads.size() > MOST_KNOWN) {
            anew = false;
            threads.clear();
        }
        var before = threads.put(process.key(), process.threads());
        if ((before == null || before != process.threads())
                && introductions.meet(process.pid()) instanceof Owner.Haproxy haproxy) {
            met.accept(haproxy.who());
        }
    }
}
