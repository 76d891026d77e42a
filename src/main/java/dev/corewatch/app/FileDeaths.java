package dev.corewatch.app;

import dev.corewatch.capture.file.CoreListener;
import dev.corewatch.capture.file.FoundCore;
import dev.corewatch.capture.file.Refusal;
import dev.corewatch.crash.Identity;
import dev.corewatch.spool.CoreSource;
import dev.corewatch.system.OpenFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Cores that the kernel wrote into files. Nobody could be asked while the process was there: it is the one that was seen running with this
 * pid and its files at the core's addresses, which the kernel chose at random; one that nobody saw is the host's own. What isn't HAProxy's stays a
 * file.
 */
final class FileDeaths implements CoreListener {

    private static final Logger LOG = Logger.getLogger(FileDeaths.class);

    private final Role role;
    private final Acquaintances acquaintances;
    private final MeterObserver observer;
    private final @Nullable String bootId;
    private volatile @Nullable Probe probe;

    FileDeaths(Role role, Acquaintances acquaintances, MeterObserver observer, @Nullable String bootId) {
        this.role = role;
        this.acquaintances = acquaintances;
        this.observer = observer;
        this.bootId = bootId;
    }

    /** From now on its core is looked for. */
    void expect(Probe expected) {
        probe = expected;
    }

    @Override
    public void found(FoundCore core) throws IOException {
        try (var file = core.file()) {
            if (isProbe(core)) {
                Files.deleteIfExists(core.path());
            } else if (isHaproxy(core)) {
                role.pipeline().take(source(core, file));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped while keeping " + core.path());
        }
    }

    private boolean isProbe(FoundCore core) {
        var expected = probe;
        var arguments = core.image().process().arguments();
        if (expected == null || arguments == null || !expected.isArguments(arguments)) {
            return false;
        }
        expected.seen();
        return true;
    }

    private boolean isHaproxy(FoundCore core) {
        var executable = core.image().executable();
        var path = executable == null ? "" : executable.path();
        return role.isHaproxy(path.substring(path.lastIndexOf('/') + 1));
    }

    private CoreSource source(FoundCore core, OpenFile file) throws IOException {
        int pid = core.image().process().pid();
        var died = core.timeOfDeath();
        var identity = new Identity(bootId, null, pid, null, null, died);
        var known =
                role.kept().find(identity, core.image()).flatMap(process -> acquaintances.of(pid, process.startTime()));
        return new CoreSource(
                core.path(),
                file,
                core.image(),
                known.map(one -> one.victim().identity(bootId, died)).orElse(identity),
                known.map(Acquaintance::workload).orElse(role.watched()));
    }

    @Override
    public void refused(Path path, Refusal reason, String words) {
        LOG.warnf("left alone: %s", words);
        observer.refused(reason);
    }

    @Override
    public void failed(Path path, Exception cause) {
        LOG.errorf(cause, "%s: tried again", path);
    }
}
