package dev.corewatch.spool;

import dev.corewatch.crash.Analysis;
import dev.corewatch.crash.Group;
import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.OccurrenceId;
import dev.corewatch.crash.Testimony;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The occurrences of this host, held durably, and how far each has come. One process at a time has it open. Every method that ends a step
 * first makes the step's effect durable, then records the step, each by fsync and atomic rename. What the steps are: {@link Step}. Where everything lies: {@link SpoolLayout}.
 */
public final class Spool implements AutoCloseable {

    /** For directories that a debugger of another uid passes through but doesn't list. */
    static final String DIRECTORY = "rwx--x--x";

    static final String PRIVATE_DIRECTORY = "rwx------";

    private static final Logger LOG = System.getLogger(Spool.class.getName());

    private final SpoolLayout layout;
    private final SpoolLock lock;
    private final States states;
    private final Arrivals arrivals;
    private final Keeper keeper;
    private final Counting counting;
    private final Retainer retainer;
    private final Leftovers leftovers;
    private final SetAside aside;

    private Spool(
            SpoolSettings settings, SpoolLock lock, OccurrenceIds ids, InstantSource clock, Consumer<CoreGone> drops) {
        this.layout = settings.layout();
        this.lock = lock;
        this.aside = new SetAside(layout.setAside());
        this.states = new States(layout, aside);
        this.arrivals = new Arrivals(layout, states, ids, clock);
        this.counting = new Counting(layout, aside, states);
        var cautious = new CautiousClock(clock);
        this.retainer = new Retainer(settings, states, cautious, drops);
        this.leftovers = new Leftovers(layout, settings.retention().maxAge(), cautious);
        var gate = new Gate(settings, states, retainer, clock);
        var taker = new CoreTaker(aside, settings.debuggerGroup());
        this.keeper = new Keeper(layout, states, taker, gate, arrivals, drops);
    }

    /**
     * Takes the spool, making it when there is none, and finishes what an earlier process began.
     *
     * @param drops told of every core that goes before it should
     * @throws SpoolInUseException when another process has it
     */
    public static Spool open(SpoolSettings settings, OccurrenceIds ids, InstantSource clock, Consumer<CoreGone> drops)
            throws IOException {
        createDirectories(settings.layout());
        var lock = SpoolLock.take(settings.layout().lock());
        try {
            var spool = new Spool(settings, lock, ids, clock, drops);
            spool.states.load();
            spool.states.all().stream()
                    .map(State::id)
                    .filter(OccurrenceId::isId)
                    .forEach(ids::follow);
            spool.retainer.resume();
            spool.tidy();
            return spool;
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void createDirectories(SpoolLayout layout) throws IOException {
        try {
            Files.createDirectories(layout.root().toAbsolutePath().getParent());
            DurableFiles.createDirectory(layout.root(), DIRECTORY);
            DurableFiles.createDirectory(layout.occurrences(), DIRECTORY);
            DurableFiles.createDirectory(layout.groups(), PRIVATE_DIRECTORY);
            DurableFiles.createDirectory(layout.setAside(), PRIVATE_DIRECTORY);
        } catch (FileSystemException e) {
            throw new IOException(
                    "%s can't be made a spool (%s): let corewatch's user write there, or set corewatch.spool.directory"
                            .formatted(layout.root(), e),
                    e);
        }
    }

    /** Moves what an older rule has signed to today's signatures. Before anything is counted or told. */
    public void migrate(Resigning resigning) throws IOException {
        new Migration(layout, states, aside, resigning).run();
    }

    /** Makes a durable occurrence of a core, whatever becomes of the core itself. */
    public Kept keep(CoreSource source) throws IOException {
        return keeper.keep(source);
    }

    /**
     * Holds what a channel other than the core says of a death, with the death's occurrence, which begins here when it isn't known yet.
     *
     * @return the occurrence's id
     */
    public String hear(Hearsay heard) throws IOException {
        return arrivals.of(heard).id();
    }

    /** Holds what a channel other than the core says of a death, if the death is known. Whether it is. */
    public boolean join(Hearsay heard) throws IOException {
        return arrivals.join(heard).isPresent();
    }

    /** Holds what a channel says besides of a death whose occurrence is known. */
    public void hear(String id, Testimony testimony) throws IOException {
        arrivals.hold(id, testimony);
    }

    /** Makes a durable occurrence of a death whose core is lost; once, whoever says it how often. */
    public void lose(LostCore lost) throws IOException {
        keeper.lose(lost);
    }

    /** What is known of a death by now. */
    public Known known(String id) throws IOException {
        return arrivals.known(id);
    }

    /** All occurrences, the oldest first. */
    public List<State> states() {
        return states.all();
    }

    public State state(String id) {
        return states.get(id);
    }

    public Occurrence occurrence(String id) throws IOException {
        return Documents.read(layout.document(id), Occurrence.class);
    }

    /** The raw core, for the analysis; null when it isn't here. */
    public @Nullable Path core(String id) {
        return states.get(id).core().form() == HeldCore.Form.RAW ? layout.core(id) : null;
    }

    /** What the debugger said before a kill; null when it hadn't yet, or when that can't be read. */
    public @Nullable Analysis analysis(String id) throws IOException {
        try {
            return Documents.read(layout.analysis(id), Analysis.class);
        } catch (NoSuchFileException | DamagedDocumentException e) {
            return null;
        }
    }

    /** Notes that an analysis begins. How many have begun with this one. */
    public int attempt(String id) throws IOException {
        return states.update(id, s -> s.attempted(s.attempts() + 1)).attempts();
    }

    /** Holds what the debugger said, raw. */
    public void keep(String id, Analysis analysis) throws IOException {
        Documents.write(layout.analysis(id), analysis);
    }

    /** Ends {@link Step#ANALYZED}: the occurrence has its report; unless more is known by now than that rests on. */
    public void analyzed(Known basis, Occurrence reported) throws IOException {
        arrivals.conclude(basis, reported);
    }

    /** Counts the occurrence into its group and its workload's tally, once each. Ends {@link Step#GROUPED}. */
    public Count group(Occurrence occurrence) throws IOException {
        var count = counting.count(occurrence);
        var signature = Counting.signature(occurrence);
        states.update(
                occurrence.id(),
                s -> s.grouped(signature == null ? null : signature.id()).reached(Step.GROUPED));
        return count;
    }

    /** The group an occurrence was counted into; null when it has no signature. */
    public @Nullable Group groupOf(Occurrence occurrence) throws IOException {
        var signature = Counting.signature(occurrence);
        return signature == null ? null : groups().find(occurrence.workload(), signature.id());
    }

    /** Writes {@code report.<extension>}. */
    public void write(String id, String extension, String text) throws IOException {
        DurableFiles.replace(layout.report(id, extension), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Ends {@link Step#PUBLISHED}. */
    public void published(String id) throws IOException {
        states.update(id, s -> s.reached(Step.PUBLISHED));
    }

    /** Compresses the core; one that can't be stays raw. Ends {@link Step#COMPRESSED}. */
    public void compress(String id) throws IOException {
        var core = states.get(id).core();
        if (core.form() == HeldCore.Form.RAW) {
            core = compressed(id, core);
        }
        var held = core;
        retainer.unlinkAllBut(states.update(id, s -> s.with(held).reached(Step.COMPRESSED)));
    }

    private HeldCore compressed(String id, HeldCore core) {
        try {
            return core.compressed(Compressor.compress(layout.core(id), layout.compressedCore(id)));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "the core of {0} stays uncompressed: {1}", id, e);
            return core;
        }
    }

    /** The files of an occurrence that a store is to hold: document, reports, core. The raw analysis stays here. */
    public List<Path> files(String id) {
        var form = states.get(id).core().form();
        return Stream.of("occurrence.json", "report.txt", "report.json", "report.md", "report.html", form.file())
                .filter(name -> !name.isEmpty())
                .map(layout.occurrence(id)::resolve)
                .filter(Files::exists)
                .toList();
    }

    /** Notes what a store has verified; nothing when there is none. Ends {@link Step#DONE}. */
    public void stored(String id, List<StoredObject> objects) throws IOException {
        states.update(id, s -> s.stored(objects).reached(Step.DONE));
    }

    /** Finishes what can be finished by now, then removes what the rules let go. From time to time, by the thread that compresses. */
    public void tidy() throws IOException {
        keeper.resume();
        retainer.retain();
        leftovers.remove();
    }

    public Groups groups() {
        return new Groups(layout);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }
}
