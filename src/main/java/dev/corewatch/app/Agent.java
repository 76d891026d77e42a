package dev.corewatch.app;

import dev.corewatch.app.Afterwards.Ending;
import dev.corewatch.app.Others.Destination;
import dev.corewatch.app.config.AgentConfig;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.capture.taking.CoreTaking;
import dev.corewatch.crash.Testimony.Channel;
import dev.corewatch.identity.Names;
import dev.corewatch.identity.Selection;
import dev.corewatch.identity.Victims;
import dev.corewatch.kernel.guard.GuardLink;
import dev.corewatch.kernel.settings.CoreMode;
import dev.corewatch.kernel.settings.CoreOwner;
import dev.corewatch.kernel.settings.CoreSettings;
import dev.corewatch.kernel.settings.Drift;
import dev.corewatch.pipeline.Hearing;
import dev.corewatch.pipeline.Publisher;
import dev.corewatch.process.BoundedProcess;
import dev.corewatch.process.Programs;
import dev.corewatch.publish.metrics.KernelMeters;
import dev.corewatch.spool.CoreGone;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The node agent's parts, put together in the order in which a crash passes them: the kernel's handover, what is done while a process is held,
 * what is done afterwards, then what all roles share.
 */
final class Agent implements AutoCloseable, KernelMeters.Kernel {

    private static final Path PROC = Path.of("/proc");
    private static final Path KERNEL_LOG = Path.of("/dev/kmsg");

    private static final Set<Channel> ASKED = Set.of(Channel.KERNEL_LOG, Channel.STATUS);

    /** A master speaks as soon as it has waited for its worker, and its container's log is looked at four times a second. */
    private static final Duration WORDS_PATIENCE = Duration.ofMillis(500);

    private static final Duration CORE_PATIENCE = Duration.ofSeconds(2);

    /** The guard is started with these two. */
    private static final String NOTE = "kernel-settings";

    private static final String GUARD = "guard.sock";

    /** In the order in which they are closed. */
    private final Deque<AutoCloseable> parts;

    private final Taken kernel;

    private Agent(Deque<AutoCloseable> parts, Taken kernel) {
        this.parts = parts;
        this.kernel = kernel;
    }

    /** The kernel's settings, and who keeps an eye on them. */
    private record Taken(Handover handover, SettingsWatch watch) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            try (watch) {
                handover.close();
            }
        }
    }

    /**
     * Goes on with what is in the spool and on its way there; returns when a real crash has proven that cores come.
     *
     * @param reports to the controller; absent where there is none
     */
    static Agent start(RoleConfig config, AgentConfig agent, MeterObserver observer, @Nullable PodReports reports)
            throws IOException {
        var parts = new ArrayDeque<AutoCloseable>();
        try {
            var kernel = start(config, agent, observer, reports, parts);
            parts.push(kernel);
            return new Agent(parts, kernel);
        } catch (IOException | RuntimeException e) {
            close(parts);
            throw e;
        }
    }

    private static Taken start(
            RoleConfig config,
            AgentConfig agent,
            MeterObserver observer,
            @Nullable PodReports reports,
            Deque<AutoCloseable> parts)
            throws IOException {
        var directory = config.spool().directory();
        var boot = Host.bootId();
        var clock = Clock.systemUTC();
        var node = config.workload().node().orElseGet(Host::name);
        var workloads = new Workloads(new Names(agent.hostRoot()), node, selection(config, agent));
        var toCome = new CoresToCome();
        var words = new ContainerWords(agent.hostRoot(), directory.resolve("words"), boot);
        var first = reports == null ? List.<Publisher>of() : List.of(reports);
        var role = opened(parts, Role.open(config, observer, hearing(words), toCome, first));
        if (reports != null) {
            opened(parts, reports).start();
        }
        var victims = new Victims(PROC);
        var processes = new ProcessTable(PROC);
        var mark = new KernelMark(directory.resolve("kernel-log-position.json"), boot);
        var acquaintances = new Acquaintances(directory.resolve("seen"), mark.isOfThisBoot());
        var incoming = new Incoming(directory.resolve("incoming"));
        var left = incoming.left();
        toCome.know(incoming, acquaintances);
        var statuses = opened(parts, new StatusWatch(processes, role.pipeline(), boot, clock));
        opened(parts, words).start(role.pipeline(), acquaintances);
        var foresight = new Foresight();
        var introductions = new Introductions(victims, workloads, processes, acquaintances, foresight, who -> {
            statuses.watch(who);
            words.meet(who.victim(), who.workload());
        });
        var encounters = new Encounters(introductions, who -> observer.watch(who.workload(), role.spool()));
        role.start(encounters);
        statuses.start();

        var intake = new Intake(role.pipeline(), boot);
        var sites = FullSites.of(agent, role.spool(), directory);
        var afterwards = opened(parts, new Afterwards(processes, role.files(), intake, sites));
        left.forEach(draft -> afterwards.finish(new Ending(draft, null, CoreGone.NOT_TAKEN), null));
        opened(parts, new Inbox(directory.resolve("inbox"), workloads, intake, observer, clock))
                .start();
        var owners = new ThreadOwners(acquaintances, introductions, processes);
        var meters = observer.kernelLog();
        var strays = new KernelDeaths.Strays(role.watched(), System::nanoTime);
        var told = new KernelDeaths(owners, role.pipeline()::hear, strays, boot, meters);
        opened(parts, new KernelWatch(KERNEL_LOG, mark, told, meters, clock)).start();
        var taking = new CoreTaking(
                PROC,
                agent.thinBytes().asLongValue(),
                config.spool().maxCoreBytes().asLongValue(),
                sites);
        var deaths = new Deaths(victims, workloads, introductions, taking, incoming, afterwards, observer, clock);
        var kernel = taken(config, agent, deaths, new FileDeaths(role, acquaintances, observer, boot));
        foresight.begin();
        encounters.again();
        return kernel;
    }

    private static <T extends AutoCloseable> T opened(Deque<AutoCloseable> parts, T part) {
        parts.push(part);
        return part;
    }

    /** A core waits for the words of a container whose log is followed, and for nobody else's. */
    private static Hearing hearing(ContainerWords words) {
        return new Hearing(ASKED, words::finish, WORDS_PATIENCE, CORE_PATIENCE, words::follows);
    }

    private static Selection selection(RoleConfig config, AgentConfig agent) {
        var selectors =
                agent.select().map(all -> Arrays.asList(all.split(";", -1))).orElse(List.of());
        var haproxys = HaproxyName.of(config.capture().executable());
        try {
            return new Selection(haproxys, selectors);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(ExitCode.USAGE, "corewatch.agent.select: " + e.getMessage());
        }
    }

    private static Taken taken(RoleConfig config, AgentConfig agent, Deaths deaths, FileDeaths files)
            throws IOException {
        var processes = new BoundedProcess(Programs.installed());
        var helper = new Helper(agent.helperDirectory(), processes);
        var settings = settings(helper, agent.hostRoot());
        var owner = owner(config.spool().directory(), settings);
        var table = new ProcessTable(PROC);
        var previous = new PreviousOwner(
                helper, settings, table, config.spool().maxCoreBytes().asLongValue());
        others(config.spool(), agent, previous.of(owner.previousPattern()))
                .ifPresent(destination -> deaths.passOthersTo(new Others(table, destination)));
        var sources = new CoreSources(config, agent, helper, deaths, files);
        var means = new Handover.Means(settings, owner, sources, () -> {
            var probe = new Probe(PROC, processes);
            deaths.expect(probe);
            files.expect(probe);
            probe.crash();
        });
        var watch = watch(agent, owner, sources);
        try {
            return new Taken(Handover.begin(agent.mode(), means), watch);
        } catch (IOException | RuntimeException e) {
            watch.close();
            throw e;
        }
    }

    /** From before the first change on, so that the guard knows of an agent that starts. */
    private static SettingsWatch watch(AgentConfig agent, CoreOwner owner, CoreSources sources) {
        var clock = new SteadyClock(Clock.systemUTC());
        var policy = agent.drift() == AgentConfig.Drift.HOLD ? Drift.Policy.HOLD : Drift.Policy.YIELD;
        var guard = new GuardLink(agent.socketDirectory().resolve(GUARD), sources::isAlive, clock);
        var watch = new SettingsWatch(owner, new Drift(policy), guard, clock);
        watch.start();
        return watch;
    }

    private static Optional<Destination> others(SpoolConfig spool, AgentConfig agent, Optional<Destination> previous)
            throws IOException {
        return switch (agent.others()) {
            case FORWARD -> previous;
            case KEEP ->
                Optional.of(OthersDirectory.of(spool, agent.othersMaxBytes().asLongValue()));
            case DROP -> Optional.empty();
        };
    }

    private static CoreSettings settings(Helper helper, Path hostRoot) {
        return new CoreSettings(Host.kernelSettings(hostRoot), helper::setPattern);
    }

    private static CoreOwner owner(Path spool, CoreSettings settings) {
        var boot = Objects.requireNonNullElse(Host.bootId(), "unknown");
        return new CoreOwner(settings, spool.resolve(NOTE), boot);
    }

    /**
     * What an agent with that spool found before it took the kernel's settings, to be put back without it.
     *
     * @param spool directory
     */
    static CoreOwner owner(Path spool) {
        var helper = new Helper(spool.resolve("bin"), new BoundedProcess(Programs.installed()));
        return owner(spool, settings(helper, Path.of("/")));
    }

    CoreMode mode() {
        return kernel.handover().mode();
    }

    String pattern() {
        return kernel.handover().pattern();
    }

    @Override
    public boolean ownsPattern() {
        return kernel.handover().holds();
    }

    @Override
    public long drifts() {
        return kernel.watch().drifts();
    }

    @Override
    public boolean isGuarded() {
        return kernel.watch().isGuarded();
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
