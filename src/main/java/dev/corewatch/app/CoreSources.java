package dev.corewatch.app;

import dev.corewatch.app.Handover.Source;
import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.capture.file.Clocks;
import dev.corewatch.capture.file.CoreDirectory;
import dev.corewatch.capture.file.CoreListener;
import dev.corewatch.capture.file.ProcessLiveness;
import dev.corewatch.capture.held.HeldListener;
import dev.corewatch.capture.held.Reception;
import dev.corewatch.capture.pipe.PipeSocket;
import dev.corewatch.capture.socket.CoreSocket;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.system.DurableFiles;
import dev.corewatch.system.FileFacts;
import dev.corewatch.system.FileKind;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens the agent's end of each way by which the kernel hands cores over, and says what core_pattern leads there. */
final class CoreSources implements Handover.Sources {

    private static final int LONGEST = 127;
    private static final int OTHERS = 077;
    private static final Pattern PLAIN = Pattern.compile("[!-$&-~]+");

    private final RoleConfig role;
    private final AgentConfig config;
    private final Helper helper;
    private final HeldListener deaths;
    private final CoreListener files;
    private volatile @Nullable Reception reception;

    /**
     * Opens nothing yet.
     *
     * @param deaths gets what comes over sockets
     * @param files gets what comes as files
     */
    CoreSources(RoleConfig role, AgentConfig config, Helper helper, HeldListener deaths, CoreListener files) {
        this.role = role;
        this.config = config;
        this.helper = helper;
        this.deaths = deaths;
        this.files = files;
    }

    @Override
    public Source open(CoreMode mode) throws IOException {
        return switch (mode) {
            case SOCKET -> socket();
            case PIPE -> pipe();
            case FILE -> file();
        };
    }

    /** Whether deaths are received, as far as it is us who must. */
    boolean isAlive() {
        var opened = reception;
        return opened == null || opened.isAlive();
    }

    private Source socket() throws IOException {
        var socket = directory().resolve("core.sock");
        var pattern = checked("@@" + plain(socket));
        return new Source(pattern, started(CoreSocket.open(socket, deaths)));
    }

    private Source pipe() throws IOException {
        var socket = directory().resolve("agent.sock");
        var pattern = checked("|%s pipe %s %s %%P %%I %%s %%t %%h"
                .formatted(plain(helper.installed()), plain(socket), plain(inbox())));
        return new Source(pattern, started(PipeSocket.open(socket, deaths)));
    }

    private Reception started(Reception opened) {
        opened.start();
        reception = opened;
        return opened;
    }

    private Source file() throws IOException {
        var capture = role.capture();
        var pattern = checked(plain(capture.directory()) + "/core.%e.%P.%h.%t");
        Files.createDirectories(capture.directory());
        reception = null;
        var liveness = new ProcessLiveness(new ProcessTable(Path.of("/proc")));
        var cores = new CoreDirectory(
                capture.directory(), capture.rescan(), capture.settle(), liveness, Clocks.of(Clock.systemUTC()), files);
        cores.start();
        return new Source(pattern, cores);
    }

    private static String checked(String pattern) throws IOException {
        if (pattern.length() > LONGEST) {
            throw new IOException("core_pattern can't hold '%s' (at most %d characters): choose shorter directories"
                    .formatted(pattern, LONGEST));
        }
        return pattern;
    }

    /** What the kernel takes as it stands: it splits at spaces and fills in what follows a percent sign. */
    private static Path plain(Path path) throws IOException {
        if (!path.isAbsolute() || !PLAIN.matcher(path.toString()).matches()) {
            throw new IOException(
                    "core_pattern can't hold '%s': it takes absolute paths without spaces, %% and control characters"
                            .formatted(path));
        }
        return path;
    }

    /** Where the helper leaves what comes while no agent is there: root's alone, or it writes nothing. */
    private Path inbox() throws IOException {
        var inbox = role.spool().directory().resolve("inbox");
        DurableFiles.createDirectory(inbox, "rwx------");
        return inbox;
    }

    /** Root's alone, and without a link on the way, which the kernel doesn't follow. */
    private Path directory() throws IOException {
        var directory = config.socketDirectory();
        Files.createDirectories(directory);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        var facts = FileFacts.ofName(directory);
        if (facts.kind() != FileKind.DIRECTORY || (facts.mode() & OTHERS) != 0) {
            throw new IOException("%s must be a directory for root alone".formatted(directory));
        }
        return directory.toRealPath();
    }
}
