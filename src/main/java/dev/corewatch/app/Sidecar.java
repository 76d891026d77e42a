package dev.corewatch.app;

import dev.corewatch.analyze.ReportBuilder;
import dev.corewatch.app.config.RoleConfig;
import dev.corewatch.app.config.SpoolConfig;
import dev.corewatch.capture.file.Clocks;
import dev.corewatch.capture.file.CoreDirectory;
import dev.corewatch.capture.file.ProcessLiveness;
import dev.corewatch.capture.objects.Debuginfod;
import dev.corewatch.capture.objects.FurtherObjects;
import dev.corewatch.capture.objects.KeptProcesses;
import dev.corewatch.capture.objects.LookupPlaces;
import dev.corewatch.capture.objects.ObjectStore;
import dev.corewatch.crash.Testimony;
import dev.corewatch.pipeline.Analyzer;
import dev.corewatch.pipeline.Archive;
import dev.corewatch.pipeline.CrashPipeline;
import dev.corewatch.pipeline.Hearing;
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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar's parts, put together in the order in which a crash passes them: directory of cores, spool, debugger, report, metrics,
 * store.
 */
final class Sidecar implements AutoCloseable {

    private static final Duration RETRY = Duration.ofSeconds(30);
    /** A master speaks as soon as it has waited for its worker; a core is found within a few looks at its directory. */
    private static final Duration WORDS_PATIENCE = Duration.ofMillis(500);

    private static final Duration CORE_PATIENCE = Duration.ofSeconds(2);
    private static final int MOST_OCCURRENCES = 2000;

    private final Spool spool;
    private final CrashPipeline pipeline;
    private final HaproxyWatch haproxies;
    private final CoreDirectory cores;
    private final @Nullable HaproxyWords words;

    private Sidecar(
            Spool spool,
            CrashPipeline pipeline,
            HaproxyWatch haproxies,
            CoreDirectory cores,
            @Nullable HaproxyWords words) {
        this.spool = spool;
        this.pipeline = pipeline;
        this.haproxies = haproxies;
        this.cores = cores;
        this.words = words;
    }

    /** Takes the spool, goes on with what is in it, and watches. */
    static Sidecar start(RoleConfig config, MeterObserver observer) throws IOException {
        var reports = ReportBuilder.standard(Redaction.of(config.analyze()));
        checkDirectory(config.capture().directory());
        var clock = Clock.systemUTC();
        var spool =
                Spool.open(settings(config), new OccurrenceIds(clock, new SecureRandom()), clock, observer::dropped);
        spool.migrate(Signing.today());
        var processes = new ProcessTable(Path.of("/proc"));
        var objects = new ObjectStore(
                config.spool().directory().resolve("objects"),
                config.spool().maxObjectBytes().asLongValue(),
                clock);
        objects.recover();
        var kept = new KeptProcesses(config.spool().directory().resolve("objects"), Host.bootId(), clock);
        var haproxies = new HaproxyWatch(config.capture(), processes, objects, kept);
        var words = words(config);
        var steady = new SteadyClock(clock);
        var further = Debuginfod.of(System.getenv(FetchedFiles.VARIABLE), objects, steady);
        var analyzer = analyzer(config, objects, further, kept, haproxies);
        var pipeline = new CrashPipeline(spool, ports(config, analyzer, reports, words, observer), steady, RETRY);
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
        if (words != null) {
            words.start(pipeline);
        }
        return new Sidecar(spool, pipeline, haproxies, cores, words);
    }

    private static @Nullable HaproxyWords words(RoleConfig config) throws IOException {
        var log = config.capture().log();
        if (log.isEmpty()) {
            return null;
        }
        var mark = new ReadMark(config.spool().directory().resolve("log-position.json"));
        return new HaproxyWords(log.get(), mark, config.watched(), Host.bootId());
    }

    private static void checkDirectory(Path directory) throws IOException {
        if (!Files.isDirectory(directory) || !Files.isReadable(directory)) {
            throw new IOException(
                    "%s is not a directory that can be read: mount the volume of the cores there, or set corewatch.capture.directory"
                            .formatted(directory));
        }
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

    private static Ports ports(
            RoleConfig config,
            Analyzer analyzer,
            ReportBuilder reports,
            @Nullable HaproxyWords words,
            MeterObserver observer) {
        return new Ports(
                analyzer,
                (occurrence, death) -> reports.build(death.analysis(), occurrence.core(), death.assertion()),
                new ReportFiles(),
                List.of(new CrashLog(), observer),
                archive(config),
                hearing(words),
                observer);
    }

    private static Hearing hearing(@Nullable HaproxyWords words) {
        return words == null
                ? Hearing.NONE
                : new Hearing(Set.of(Testimony.Channel.WORDS), words::end, WORDS_PATIENCE, CORE_PATIENCE);
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

    /** Stops taking cores, then the pipeline, then lets go of the spool; what is under way goes on at the next start. */
    @Override
    public void close() throws IOException {
        cores.close();
        if (words != null) {
            words.close();
        }
        haproxies.close();
        pipeline.close();
        spool.close();
    }
}
