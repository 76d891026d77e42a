package dev.corewatch.pipeline;

import dev.corewatch.spool.Spool;
import dev.corewatch.spool.Step;
import dev.corewatch.spool.StoredObject;
import java.io.IOException;
import java.util.ArrayList;

/**
 * The way of one kept crash, step by step. The spool records each step when its effect is durable; what is recorded is not done again, so
 * a crash that was interrupted anywhere is simply sent through once more.
 */
final class Flow {

    private final Spool spool;
    private final Ports ports;
    private final Analyses analyses;
    private final StepClock clock;

    Flow(Spool spool, Ports ports, Patience patience) {
        this.spool = spool;
        this.ports = ports;
        this.analyses = new Analyses(spool, ports, patience);
        this.clock = new StepClock(ports.observer());
    }

    /** Up to where everybody has been told. */
    void tell(String id) throws IOException, InterruptedException {
        step("analyze", id, Step.ANALYZED, analyses::conclude); // bounded by the debugger's limits
        if (spool.state(id).step().isBefore(Step.ANALYZED)) {
            return; // more came to light meanwhile: it is next again
        }
        step("group", id, Step.GROUPED, this::group); // counted once
        step("publish", id, Step.PUBLISHED, this::publish); // reports, log, metrics, and whoever else listens
    }

    /** What can wait until nobody else does. */
    void settle(String id) throws IOException, InterruptedException {
        step("compress", id, Step.COMPRESSED, spool::compress);
        step("upload", id, Step.DONE, this::store); // verified by reading back
    }

    private void step(String name, String id, Step step, StepClock.Work work) throws IOException, InterruptedException {
        if (spool.state(id).step().isBefore(step)) {
            clock.measure(name, id, work);
        }
    }

    private void group(String id) throws IOException {
        var count = spool.group(spool.occurrence(id));
        ports.observer().crashes(count.tally());
        if (count.group() != null) {
            ports.observer().group(count.group());
        }
    }

    private void publish(String id) throws IOException {
        var occurrence = spool.occurrence(id);
        var group = spool.groupOf(occurrence);
        for (var text : ports.renderer().render(occurrence, group).entrySet()) {
            spool.write(id, text.getKey(), text.getValue());
        }
        for (var publisher : ports.publishers()) {
            publisher.publish(occurrence, group);
        }
        spool.published(id);
    }

    private void store(String id) throws IOException {
        var archive = ports.archive();
        var objects = new ArrayList<StoredObject>();
        if (archive != null) {
            var occurrence = spool.occurrence(id);
            for (var file : spool.files(id)) {
                objects.add(archive.put(occurrence, file));
            }
        }
        spool.stored(id, objects);
    }
}
