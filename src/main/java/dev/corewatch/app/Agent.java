package dev.corewatch.app;

import dev.corewatch.app.Afterwards.Ending;
import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.capture.taking.CoreTaking;
import dev.corewatch.crash.Testimony;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.Selection;
import dev.corewatch.identity.Victims;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreOwner;
import dev.corewatch.kernel.settings.CoreSettings;
import dev.corewatch.kernel.settings.PipePattern;
import dev.corewatch.pipeline.Hearing;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.system.ProcessTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The node agent's parts, put together in the order in which a crash passes them: the kernel's handover, what is done while a process is held,
 * what is done afterwards, then what all roles share.
 */
final class Agent implements AutoCloseable {

    private static final Path PROC = Path.of("/proc");
    private static final Path KERNEL_LOG = Path.of("/dev/kmsg");
    private static final Path SETTINGS = Path.of("/proc/sys/kernel");

    /** A process is gone, and its status known, before its core is kept. */
    private static final Hearing HEARING = new Hearing(
            Set.of(Testimony.Channel.KERNEL_LOG, Testimony.Channel.STATUS),
            () -> {},
            Duration.ofMillis(500),
            Duration.ofSeconds(2));

    /** In the order in which they are closed. */
    private final Deque<AutoCloseable> parts;

    private final Handover handover;

    private Agent(Deque<AutoCloseable> parts, Handover handover) {
        this.parts = parts;
        this.handover = handover;
    }

    /** Goes on with what is in the spool and on its way there; returns when a real crash has proven that cores come. */
    static Agent start(RoleConfig config, AgentConfig agent, MeterObserver observer) throws IOException {
        var parts = new ArrayDeque<AutoCloseable>();
        try {
            var handover = start(config, agent, observer, parts);
            parts.push(handover);
            return new Agent(parts, handover);
        } catch (IOException | RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private static Handover start(
            RoleConfig config, AgentConfig agent, MeterObserver observer, Deque<AutoCloseable> parts)
            throws IOException {
        var directory = config.spool().directory();
        var clock = Clock.systemUTC();
        var node = config.workload().node().orElseGet(Host::name);
        var workloads = new Workloads(new Names(agent.hostRoot()), node, selection(config, agent));
        var toCome = new CoresToCome();
        var role = opened(parts, Role.open(config, observer, HEARING, toCome));
        var victims = new Victims(PROC);
        var processes = new ProcessTable(PROC);
        var mark = new KernelMark(directory.resolve("kernel-log-position.json"), Host.bootId());
        var acquaintances = new Acquaintances(directory.resolve("seen"), mark.isOfThisBoot());
        var incoming = new Incoming(directory.resolve("incoming"));
        var left = incoming.left();
        toCome.know(incoming, acquaintances);
        var statuses = opened(parts, new StatusWatch(processes, role.pipeline(), Host.bootId(), clock));
        var introductions = new Introductions(victims, workloads, processes, acquaintances, _ -> null, statuses::watch);
        role.start(new Encounters(introductions, who -> observer.watch(who.workload(), role.spool())));
        statuses.start();

        var intake = new Intake(role.pipeline(), Host.bootId());
        var sites = FullSites.of(agent, role.spool(), directory);
        var afterwards = opened(parts, new Afterwards(processes, role.files(), intake, sites));
        left.forEach(draft -> afterwards.finish(new Ending(draft, null, CoreGone.NOT_TAKEN), null));
        opened(parts, new Inbox(directory.resolve("inbox"), workloads, intake, observer, clock))
                .start();
        var owners = new ThreadOwners(acquaintances, introductions, processes);
        var meters = observer.kernelLog();
        var strays = new KernelDeaths.Strays(role.watched(), System::nanoTime);
        var told = new KernelDeaths(owners, role.pipeline()::hear, strays, Host.bootId(), meters);
        opened(parts, new KernelWatch(KERNEL_LOG, mark, told, meters, clock)).start();
        var taking = new CoreTaking(
                PROC,
                agent.thinBytes().asLongValue(),
                config.spool().maxCoreBytes().asLongValue(),
                sites);
        var deaths = new Deaths(victims, workloads, introductions, taking, incoming, afterwards, observer, clock);
        return handover(config, agent, deaths, new FileDeaths(role, acquaintances, observer, Host.bootId()));
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    private static Selection selection(RoleConfig config, AgentConfig agent) {
        var selectors =
                agent.select().map(all -> Arrays.asList(all.split(";", -1))).orElse(List.of());
        try {
            return new Selection(Pattern.compile(config.capture().executable(), Pattern.DOTALL), selectors);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "corewatch.agent.select: " + e.getMessage());
        }
    }

    private static Handover handover(RoleConfig config, AgentConfig agent, Deaths deaths, FileDeaths files)
            throws IOException {
        var processes = new BoundedProcess(Programs.installed());
        var helper = new Helper(agent.helperDirectory(), processes);
        var settings = settings(helper);
        var owner = owner(config.spool().directory(), settings);
        var handler = PipePattern.parse(owner.previousPattern());
        if (agent.others() == AgentConfig.Others.FORWARD && handler.isPresent()) {
            deaths.passOthersTo(new Others(new ProcessTable(PROC), handler.get(), helper, Clock.systemUTC()));
        }
        var sources = new CoreSources(config, agent, helper, deaths, files);
        return Handover.begin(agent.mode(), new Handover.Means(settings, owner, sources, () -> {
            var probe = new Probe(PROC, processes);
            deaths.expect(probe);
            files.expect(probe);
            probe.crash();
        }));
    }

    private static CoreSettings settings(Helper helper) {
        return new CoreSettings(SETTINGS, helper::setPattern);
    }

    private static CoreOwner owner(Path spool, CoreSettings settings) {
        var boot = Objects.requireNonNullElse(Host.bootId(), "unknown");
        return new CoreOwner(settings, spool.resolve("kernel-settings.json"), boot);
    }

    /**
     * What an agent with that spool found before it took the kernel's settings, to be put back without it.
     *
     * @param spool directory
     */
    static CoreOwner owner(Path spool) {
        var helper = new Helper(spool.resolve("bin"), new BoundedProcess(Programs.installed()));
        return owner(spool, settings(helper));
    }

    CoreMode mode() {
        return handover.mode();
    }

    String pattern() {
        return handover.pattern();
    }

    boolean ownsPattern() {
        return handover.holds();
    }

    /** First the kernel gets back what it had; then what has been taken is kept. */
    @Override
    public void close() throws IOException {
        close(parts);
    }

    /** All of them, whatever one says; the first failure is told. */
    private static void close(Deque<AutoCloseable> parts) throws IOException {
        IOException failure = null;
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                failure = failure == null ? new IOException(e) : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }
}
