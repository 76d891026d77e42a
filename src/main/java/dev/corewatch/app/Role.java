package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.capture.objects.Debuginfod;
import dev.corewatch.capture.objects.FurtherObjects;
import dev.corewatch.capture.objects.KeptProcesses;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.capture.objects.ProcessFiles;
import dev.corewatch.crash.Workload;
import dev.corewatch.pipeline.Absence;
import dev.corewatch.pipeline.Analyzer;
import dev.corewatch.pipeline.Archive;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.pipeline.Hearing;
import dev.corewatch.pipeline.Ports;
import dev.corewatch.pipeline.Publisher;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.spool.RetentionRules;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.SpoolLimits;
import dev.corewatch.spool.SpoolSettings;
import dev.corewatch.store.FilesystemStore;
import dev.corewatch.system.ProcessEntry;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What every role that takes cores has: spool, debugger, reports, store, and an eye on the HAProxys that run. */
final class Role implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_OCCURRENCES = 2000;

    private final RoleConfig config;
    private final Pattern name;
    private final Spool spool;
    private final CrashPipeline pipeline;
    private final HaproxyWatch haproxies;
    private final ProcessFiles files;
    private final KeptProcesses kept;

    private Role(
            RoleConfig config,
            Spool spool,
            CrashPipeline pipeline,
            HaproxyWatch haproxies,
            ProcessFiles files,
            KeptProcesses kept) {
        this.config = config;
        this.name = HaproxyName.of(config.capture().executable());
        this.spool = spool;
        this.pipeline = pipeline;
        this.haproxies = haproxies;
        this.files = files;
        this.kept = kept;
    }

    /**
     * Takes the spool; nothing goes on before {@link #start}.
     *
     * @param hearing who tells of deaths besides their cores
     * @param absence what is known of cores that don't come
     * @param first told of each crash before all others
     */
    static Role open(
            RoleConfig config,
            MeterObserver observer,
            Hearing hearing,
            Absence absence,
            List<? extends Publisher> first)
            throws IOException {
        var reports = ReportBuilder.standard(Redaction.of(config.analyze()));
        var clock = Clock.systemUTC();
        var spool =
                Spool.open(settings(config), new OccurrenceIds(clock, new SecureRandom()), clock, observer::dropped);
        spool.migrate(Signing.today());
        var directory = config.spool().directory().resolve("objects");
        var objects = new ObjectStore(directory, config.spool().maxObjectBytes().asLongValue(), clock);
        objects.recover();
        var kept = new KeptProcesses(directory, Host.bootId(), clock);
        var processes = new ProcessTable(Path.of("/proc"));
        var files = new ProcessFiles(processes, objects, kept);
        var haproxies = new HaproxyWatch(config.capture(), processes, files);
        var steady = new SteadyClock(clock);
        var further = Debuginfod.of(System.getenv(FetchedFiles.VARIABLE), objects, steady);
        var analyzer = analyzer(config, objects, further, kept, haproxies);
        var ports = new Ports(
                analyzer,
                (occurrence, death) -> reports.build(death.analysis(), occurrence.core(), death.assertion()),
                new ReportFiles(),
                publishers(first, observer),
                archive(config),
                hearing,
                absence,
                observer);
        var pipeline = new CrashPipeline(spool, ports, steady, RETRY);
        return new Role(config, spool, pipeline, haproxies, files, kept);
    }

    /**
     * Goes on with what is in the spool, and looks at what runs.
     *
     * @param running told of each HAProxy at each look
     */
    void start(Consumer<ProcessEntry> running) throws IOException {
        pipeline.start();
        haproxies.start(running);
    }

    Spool spool() {
        return spool;
    }

    CrashPipeline pipeline() {
        return pipeline;
    }

    ProcessFiles files() {
        return files;
    }

    /** Whose crashes these are when nothing else tells. */
    Workload watched() {
        return config.watched();
    }

    /** By the file name of its executable. */
    boolean isHaproxy(String program) {
        return name.matcher(program).matches();
    }

    KeptProcesses kept() {
        return kept;
    }

    /** Whoever may fail comes first: the others are not told twice. */
    private static List<Publisher> publishers(List<? extends Publisher> first, MeterObserver observer) {
        return Stream.concat(first.stream(), Stream.of(new CrashLog(), observer))
                .toList();
    }

    private static Analyzer analyzer(
            RoleConfig config,
            ObjectStore objects,
            FurtherObjects further,
            KeptProcesses kept,
            HaproxyWatch haproxies) {
        var debugging = Debuggers.of(config.analyze());
        var places = new LookupPlaces(null, objects, null, true, debugging.debugDirectories());
        var analyst = new Analyst(Debuggers.with(debugging), places, further);
        return (occurrence, core) -> analyst.analyze(core, occurrence.identity(), kept)
                .noting(haproxies.refusals(occurrence.identity().pid()));
    }

    private static @Nullable Archive archive(RoleConfig config) {
        return config.store()
                .directory()
                .map(directory -> new Archive(
                        new FilesystemStore(directory), config.workload().cluster()))
                .orElse(null);
    }

    private static SpoolSettings settings(RoleConfig config) {
        SpoolConfig spool = config.spool();
        return new SpoolSettings(
                new SpoolLayout(spool.directory()),
                new SpoolLimits(
                        spool.maxCoreBytes().asLongValue(),
                        spool.maxBytes().asLongValue(),
                        spool.minFreeBytes().asLongValue(),
                        spool.coresPerMinute()),
                new RetentionRules(
                        spool.maxAge(),
                        spool.coresPerGroup(),
                        MOST_OCCURRENCES,
                        config.store().directory().isPresent()),
                Debuggers.group());
    }

    /** After whoever brings cores has stopped: what is under way goes on at the next start. */
    @Override
    public void close() throws IOException {
        haproxies.close();
        pipeline.close();
        spool.close();
    }
}
