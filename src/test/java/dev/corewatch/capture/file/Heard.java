package dev.corewatch.capture.file;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A listener that remembers, and can fail the first time. */
final class Heard implements CoreListener {

    final List<FoundCore> found = new CopyOnWriteArrayList<>();
    final List<Exception> failures = new CopyOnWriteArrayList<>();
    private final Map<String, List<Refusal>> refused = new LinkedHashMap<>();
    int failuresToCome;

    @Override
    public synchronized void found(FoundCore core) throws IOException {
        if (failuresToCome-- > 0) {
            throw new IOException("disk full");
        }
        core.file().close();
        found.add(core);
        notifyAll();
    }

    @Override
    public synchronized void refused(Path path, Refusal reason, String words) {
        refused.computeIfAbsent(path.getFileName().toString(), name -> new CopyOnWriteArrayList<>())
                .add(reason);
        notifyAll();
    }

    @Override
    public synchronized void failed(Path path, Exception cause) {
        failures.add(cause);
        notifyAll();
    }

    synchronized List<Refusal> refused(String name) {
        return refused.getOrDefault(name, List.of());
    }

    synchronized int refusals() {
        return refused.size();
    }

    /** Until that many were found; the test's own timeout bounds it. */
    synchronized void awaitFound(int count) throws InterruptedException {
        while (found.size() < count) {
            wait();
        }
    }

    synchronized void awaitRefusals(int count) throws InterruptedException {
        while (refused.size() < count) {
            wait();
        }
    }
}
