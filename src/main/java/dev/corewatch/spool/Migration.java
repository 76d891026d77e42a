package dev.corewatch.spool;

import dev.corewatch.crash.Occurrence;
import dev.corewatch.crash.Signature;
import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;

/**
 * Moves groups and crashes to today's signature. All is decided first and written down in one atomic file ({@link MigrationPlan}), then
 * carried out; a killed migration is carried out again from that file before anything else is decided. Nobody counts meanwhile. Tallies
 * stay; people's words aren't touched but found by way of {@link Moved}.
 */
final class Migration {

    private static final Logger LOG = System.getLogger(Migration.class.getName());

    private final SpoolLayout layout;
    private final States states;
    private final SetAside aside;
    private final Resigning resigning;

    Migration(SpoolLayout layout, States states, SetAside aside, Resigning resigning) {
        this.aside = aside;
        this.layout = layout;
        this.states = states;
        this.resigning = resigning;
    }

    void run() throws IOException {
        resume();
        var plan = new MigrationPlanner(layout, states, resigning).plan();
        if (!plan.isEmpty()) {
            Documents.write(layout.migration(), plan);
            carryOut(plan);
        }
    }

    private void resume() throws IOException {
        if (!Files.exists(layout.migration())) {
            return;
        }
        try {
            carryOut(Documents.read(layout.migration(), MigrationPlan.class));
        } catch (DamagedDocumentException e) {
            aside.put(layout.migration(), String.valueOf(e.getMessage()));
        }
    }

    private void carryOut(MigrationPlan plan) throws IOException {
        for (var group : plan.groups()) {
            var value = group.value();
            Documents.write(layout.group(value.workload(), value.signature().id()), group);
        }
        for (var moved : plan.moved()) {
            leave(moved);
        }
        for (var occurrence : plan.occurrences().entrySet()) {
            sign(occurrence.getKey(), occurrence.getValue());
        }
        Files.delete(layout.migration());
        DurableFiles.sync(layout.root());
        LOG.log(
                Level.INFO,
                "{0} groups of an older signature are {1} groups of today''s; {2} crashes have the new one",
                plan.moved().size(),
                plan.groups().size(),
                plan.occurrences().size());
    }

    private void leave(Moved moved) throws IOException {
        if (moved.to().contains(moved.signature())) {
            return;
        }
        Documents.write(layout.moved(moved.workload(), moved.signature()), moved);
        Files.deleteIfExists(layout.group(moved.workload(), moved.signature()));
        DurableFiles.sync(layout.groups(moved.workload().key()));
    }

    /** Reports, then the document, then the state: whichever is missing after a kill is written again. */
    private void sign(String id, Signature signature) throws IOException {
        if (states.find(id).isEmpty()) {
            return;
        }
        try {
            signDocument(id, signature);
        } catch (NoSuchFileException | DamagedDocumentException e) {
            LOG.log(Level.WARNING, "the document of {0} can''t be signed anew: {1}", id, e);
        }
        var state = states.get(id);
        if (state.group() != null && !state.group().equals(signature.id())) {
            states.put(state.grouped(signature.id()));
        }
    }

    private void signDocument(String id, Signature signature) throws IOException {
        var occurrence = Documents.read(layout.document(id), Occurrence.class);
        var report = occurrence.report();
        if (report != null && !signature.equals(report.signature())) {
            var signed = occurrence.signed(report, signature);
            render(signed);
            Documents.write(layout.document(id), signed);
        }
    }

    private void render(Occurrence occurrence) throws IOException {
        if (!states.get(occurrence.id()).step().isBefore(Step.PUBLISHED)) {
            for (var text : resigning.texts().apply(occurrence).entrySet()) {
                DurableFiles.replace(
                        layout.report(occurrence.id(), text.getKey()),
                        text.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
    }
}
