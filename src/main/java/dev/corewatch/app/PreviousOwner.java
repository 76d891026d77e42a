package dev.corewatch.app;

import dev.corewatch.app.Others.Core;
import dev.corewatch.app.Others.Destination;
import dev.corewatch.kernel.settings.CoreSettings;
import dev.corewatch.kernel.settings.FilePattern;
import dev.corewatch.kernel.settings.PipePattern;
import dev.corewatch.process.Command;
import dev.corewatch.process.FedProcess;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What the kernel would have done with a core had we left core_pattern alone: the program that it named gets it, with its own arguments, in the
 * host's mounts; or the file that it named is written, where the process is, as its user and within its ulimit.
 */
final class PreviousOwner {

    private static final Logger LOG = Logger.getLogger(PreviousOwner.class);
    private static final Duration LONGEST = Duration.ofSeconds(60);

    /** The kernel writes no file where less is allowed (ELF_EXEC_PAGESIZE). */
    private static final long LEAST = 4096;

    private final Helper helper;
    private final CoreSettings settings;
    private final ProcessTable processes;
    private final long most;

    /** @param most bytes of a file */
    PreviousOwner(Helper helper, CoreSettings settings, ProcessTable processes, long most) {
        this.helper = helper;
        this.settings = settings;
        this.processes = processes;
        this.most = most;
    }

    /** Empty when the pattern is neither a program's nor a file's absolute name: then nobody can stand in for the kernel. */
    Optional<Destination> of(String pattern) {
        var program = PipePattern.parse(pattern);
        if (program.isPresent()) {
            return Optional.of(core -> feed(core, helper.onHost(program.get().command(facts(core)))));
        }
        return FilePattern.parse(pattern).map(name -> core -> write(core, name));
    }

    private boolean write(Core core, FilePattern name) throws IOException, InterruptedException {
        var facts = facts(core);
        long allowed = Long.parseUnsignedLong(facts.getOrDefault('c', "0"));
        long limit = allowed < 0 ? most : Math.min(most, allowed);
        if (limit < LEAST) {
            return true;
        }
        int gid = core.preamble().headers().process().gid();
        var path = name.path(facts, settings.usesPid());
        return feed(core, helper.writeCore(core.victim(), gid, limit, path));
    }

    private Map<Character, String> facts(Core core) throws IOException {
        var headers = core.preamble().headers();
        return DeathFacts.of(
                processes, core.victim(), headers, Clock.systemUTC().instant());
    }

    private static boolean feed(Core core, Command command) throws IOException, InterruptedException {
        try (var fed = FedProcess.start(command, LONGEST)) {
            IOException failure = null;
            try (var input = Channels.newChannel(fed.input())) {
                core.pass(bytes -> writeAll(input, bytes));
            } catch (IOException e) {
                failure = e; // it may just want no more: its exit code tells
            }
            int exit = fed.finish();
            if (exit != 0) {
                int pid = core.victim().hostPid();
                LOG.warnf(failure, "the core of process %d is not passed on: %s ended with %d", pid, command, exit);
            }
            return exit == 0;
        }
    }

    private static void writeAll(WritableByteChannel to, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
