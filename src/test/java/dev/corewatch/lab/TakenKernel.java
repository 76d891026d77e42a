package dev.corewatch.lab;

import java.io.IOException;
import java.util.Map;

/** The machine's core settings, ours until this is closed, and put back then or when this process is killed. */
public final class TakenKernel implements AutoCloseable {

    /** Tells a lab that it works below this one: src/test/lab/corelab/kernel.py. */
    private static final Map<String, String> BELOW = Map.of("COREWATCH_LAB_KERNEL", "/run/lock/corewatch-lab.lock");

    private final RunningLab lab;

    private TakenKernel(RunningLab lab) {
        this.lab = lab;
    }

    /** Waits for its turn. */
    public static TakenKernel take() throws IOException {
        return new TakenKernel(RunningLab.start("kernel", "run", "--", "sh", "-c", "echo '{}'; cat >/dev/null"));
    }

    /** The environment of a lab's command that is to work with these settings. */
    public Map<String, String> below() {
        return BELOW;
    }

    @Override
    public void close() throws IOException {
        lab.close();
    }
}
