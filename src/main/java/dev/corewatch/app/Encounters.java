package dev.corewatch.app;

import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessKey;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Makes the acquaintance of each HAProxy that runs, once more at the next look, and again when its threads have changed; its workload's series
 * begin then, before its first crash. For one thread.
 */
final class Encounters implements Consumer<ProcessEntry> {

    private static final int MOST_KNOWN = 20_000;

    private final Introductions introductions;
    private final Consumer<Acquaintance> met;
    private final Map<ProcessKey, Look> looks = new HashMap<>();
    private volatile boolean anew;

    /**
     * What was seen of a process last.
     *
     * @param twice whether that was the same as before: one that has just begun may yet change its user
     */
    private record Look(int threads, boolean twice) {}

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
        if (anew || looks.size() > MOST_KNOWN) {
            anew = false;
            looks.clear();
        }
        var before = looks.get(process.key());
        boolean same = before != null && before.threads() == process.threads();
        looks.put(process.key(), new Look(process.threads(), same));
        boolean known = same && before != null && before.twice();
        if (!known && introductions.meet(process.pid()) instanceof Owner.Haproxy haproxy) {
            met.accept(haproxy.who());
        }
    }
}
