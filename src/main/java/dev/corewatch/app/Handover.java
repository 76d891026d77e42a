package dev.corewatch.app;

import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreOwner;
import dev.corewatch.kernel.settings.CoreSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * Has the kernel hand its cores over: by the first way that is offered here and that a real crash proves, or by the one that was asked for. What
 * the kernel did before is put back in the end.
 */
final class Handover implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Handover.class);

    private final CoreOwner owner;
    private final CoreMode mode;
    private final Source source;

    private Handover(CoreOwner owner, CoreMode mode, Source source) {
        this.owner = owner;
        this.mode = mode;
        this.source = source;
    }

    /** One end, and the pattern that leads there. */
    record Source(String pattern, AutoCloseable end) {}

    /** Opens our end of a way. */
    @FunctionalInterface
    interface Sources {

        Source open(CoreMode mode) throws IOException;
    }

    /** Fails when no core comes. */
    @FunctionalInterface
    interface Proof {

        void prove() throws IOException, InterruptedException;
    }

    /** What is needed to try one. */
    record Means(CoreSettings settings, CoreOwner owner, Sources sources, Proof proof) {}

    /** @throws IOException when none works, with each one's reason; the kernel's settings are then as they were */
    static Handover begin(AgentConfig.Mode wanted, Means means) throws IOException {
        var reasons = new ArrayList<String>();
        for (var mode : candidates(wanted)) {
            if (!means.settings().offers(mode)) {
                reasons.add(mode.word() + ": this kernel has no such way (it needs Linux 6.17)");
                continue;
            }
            try {
                return attempt(mode, means);
            } catch (IOException e) {
                reasons.add(mode.word() + ": " + e.getMessage());
                LOG.warnf("cores don't come by %s: %s", mode.word(), e.getMessage());
            }
        }
        means.owner().restore();
        throw new IOException("no core can be taken here: " + String.join("; ", reasons));
    }

    private static List<CoreMode> candidates(AgentConfig.Mode wanted) {
        return switch (wanted) {
            case AUTO -> List.of(CoreMode.values());
            case SOCKET -> List.of(CoreMode.SOCKET);
            case PIPE -> List.of(CoreMode.PIPE);
            case FILE -> List.of(CoreMode.FILE);
        };
    }

    private static Handover attempt(CoreMode mode, Means means) throws IOException {
        var source = means.sources().open(mode);
        var handover = new Handover(means.owner(), mode, source);
        try {
            means.owner().take(mode.settings(source.pattern()));
            prove(means);
            return handover;
        } catch (IOException | RuntimeException e) {
            handover.end();
            throw e;
        }
    }

    private static void prove(Means means) throws IOException {
        try {
            means.proof().prove();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("stopped", e);
        }
    }

    CoreMode mode() {
        return mode;
    }

    String pattern() {
        return source.pattern();
    }

    /** Whether the kernel still does what was set. */
    boolean holds() {
        try {
            return owner.owns(source.pattern());
        } catch (IOException e) {
            return false;
        }
    }

    /** First the kernel's settings, then our end: no core is sent to nobody. */
    @Override
    public void close() throws IOException {
        owner.restore().forEach((name, value) -> LOG.warnf("kernel.%s is left at what somebody else has set", name));
        end();
    }

    private void end() throws IOException {
        try {
            source.end().close();
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
