package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.capture.file.Clocks;
import dev.corewatch.capture.file.CoreDirectory;
import dev.corewatch.capture.file.ProcessLiveness;
import dev.corewatch.capture.objects.Debuginfod;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.pipeline.Ports;
import dev.corewatch.spool.OccurrenceIds;
import dev.corewatch.spool.RetentionRules;
import dev.corewatch.spool.Spool;
import dev.corewatch.spool.SpoolLayout;
import dev.corewatch.spool.SpoolLimits;
import dev.corewatch.spool.SpoolSettings;
import dev.corewatch.store.FilesystemStore;
import dev.corewatch.system.ProcessTable;
import dev.corewatch.system.SteadyClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/**
 * The sidecar's parts, put together in the order in which a crash passes them: directory of cores, spool, debugger, report, metrics,
 * store.
 */
final class Sidecar implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(30);
    private static final int MOST_OCCURRENCES = 2000;

    private final Spool spool;
    private final CrashPipeline pipeline;
    private final HaproxyWatch haproxies;
    private final CoreDirectory cores;

    private Sidecar(Spool spool, CrashPipeline pipeline, HaproxyWatch haproxies, CoreDirectory cores) {
        this.spool = spool;
        this.pipeline = pipeline;
        this.haproxies = haproxies;
        this.cores = cores;
    }

    /** Takes the spool, goes on with what is in it, and watches. */
    static Sidecar start(RoleConfig config, MeterObserver observer) throws IOException {
        checkDirectory(config.capture().directory());
        var clock = Clock.systemUTC();
        var spool =
                Spool.open(settings(config), new OccurrenceIds(clock, new SecureRandom()), clock, observer::dropped);
        var processes = new ProcessTable(Path.of("/proc"));
        var objects = new ObjectStore(
                config.spool().directory().resolve("objects"),
                config.spool().maxObjectBytes().asLongValue(),
                clock);
        objects.recover();
        var haproxies = new HaproxyWatch(config.capture(), processes, objects);
        var pipeline =
                new CrashPipeline(spool, ports(config, objects, haproxies, observer), new SteadyClock(clock), RETRY);
        var keeper = new CoreKeeper(pipeline, config.watched(), Host.bootId(), observer::refused);
        var cores = new CoreDirectory(
                config.capture().directory(),
                config.capture().rescan(),
                config.capture().settle(),
                new ProcessLiveness(processes),
                Clocks.of(clock),
                keeper);
        pipeline.start();
        observer.watch(config.watched(), spool);
        haproxies.start();
        cores.start();
        return new Sidecar(spool, pipeline, haproxies, cores);
    }

    private static void checkDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            throw new IOException(
                    "%s is not a directory that can be read: mount the volume of the cores there, or set corewatch.capture.directory"
                            .formatted(directory));
        }
    }

    private static Ports ports(RoleConfig config, ObjectStore objects, HaproxyWatch haproxies, MeterObserver observer) {
        var debugging = Debuggers.of(config.analyze());
        var places = new LookupPlaces(null, objects, null, true, debugging.debugDirectories());
        var further = Debuginfod.of(System.getenv(FetchedFiles.VARIABLE), objects, new SteadyClock(Clock.systemUTC()));
        var analyst = new Analyst(Debuggers.with(debugging), places, further);
        var reports = ReportBuilder.standard(Redaction.of(config.analyze()));
        return new Ports(
                (occurrence, core) -> analyst.analyze(core)
                        .noting(haproxies.refusals(occurrence.identity().pid())),
                (occurrence, analysis) -> reports.build(analysis, occurrence.core()),
                new ReportFiles(),
                List.of(new CrashLog(), observer),
                config.store().directory().map(FilesystemStore::new).orElse(null),
                observer);
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

    /** Stops taking cores, then the pipeline, then lets go of the spool; what is under way goes on at the next start. */
    @Override
    public void close() throws IOException {
        cores.close();
        haproxies.close();
        pipeline.close();
        spool.close();
    }
}
