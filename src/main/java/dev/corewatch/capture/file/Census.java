package dev.corewatch.capture.file;

import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.NotACoreException;
import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is known of each name in a cores directory. A name is either decided (taken, or refused with a reason) and then not opened again until
 * its facts (inode, size, time, links, mode) change, or pending until {@link Readiness} says otherwise. What is taken is read from the one
 * file that was opened for the decision. A fault stops only the file that has it. Not safe for several threads.
 */
final class Census {

    private static final long SHORTEST_PAUSE_MILLIS = 10;
    private static final long LONGEST_PAUSE_MILLIS = 250;

    private final Duration settle;
    private final Liveness liveness;
    private final Clocks clocks;
    private final CoreListener listener;
    private final Map<Path, FileFacts> decided = new HashMap<>();
    private final Map<Path, Pending> pending = new HashMap<>();
    private final Set<Path> failed = new HashSet<>();
    private Instant observed = Instant.EPOCH;
    private Instant ticked = Instant.EPOCH;

    Census(Duration settle, Liveness liveness, Clocks clocks, CoreListener listener) {
        this.settle = settle;
        this.liveness = liveness;
        this.clocks = clocks;
        this.listener = listener;
    }

    /**
     * How long to wait for the next {@link #tick}, absent when nothing grows: an eighth of the time that the youngest has been growing, so that a
     * small core is found whole within milliseconds and a slow one costs little; longer when there are many.
     */
    Optional<Duration> pause() {
        long most = Math.max(LONGEST_PAUSE_MILLIS, pending.size() / 10);
        return growing()
                .map(growing -> age(growing.getValue().first()).toMillis() / 8)
                .min(Comparator.naturalOrder())
                .map(millis -> Duration.ofMillis(Math.clamp(millis, SHORTEST_PAUSE_MILLIS, most)));
    }

    /** All names that the directory has now: the undecided are looked at, what is gone is forgotten. */
    void scan(Set<Path> present) {
        decided.keySet().retainAll(present);
        pending.keySet().retainAll(present);
        observe();
        present.stream().filter(name -> !decided.containsKey(name)).forEach(this::look);
    }

    /** As {@link #scan}; the decided are compared with what they were, and what could not be kept is offered again. */
    void scanAll(Set<Path> present) {
        decided.keySet().removeAll(failed);
        failed.clear();
        scan(present);
        List.copyOf(decided.keySet()).forEach(this::look);
    }

    /** Looks at the growing again, when that pause is over. */
    void tick() {
        if (pause().filter(pause -> age(ticked).compareTo(pause) >= 0).isEmpty()) {
            return;
        }
        ticked = now();
        observe();
        growing().map(Map.Entry::getKey).toList().forEach(this::look);
    }

    /** Looks at that name, if something has changed. */
    void look(Path path) {
        try {
            look(path, FileFacts.ofName(path));
        } catch (NoSuchFileException e) {
            pending.remove(path);
            decided.remove(path);
        } catch (IOException | RuntimeException e) {
            failed.add(path);
            listener.failed(path, e);
        }
    }

    private Stream<Map.Entry<Path, Pending>> growing() {
        return pending.entrySet().stream().filter(entry -> entry.getValue().isGrowing());
    }

    /** Looking at all processes is dear. */
    private void observe() {
        if (age(observed).toMillis() >= LONGEST_PAUSE_MILLIS) {
            observed = now();
            liveness.observe();
        }
    }

    private void look(Path path, FileFacts facts) throws IOException {
        var known = pending.get(path);
        boolean unchanged = known != null && facts.equals(known.facts());
        if (facts.equals(decided.get(path)) || (known != null && unchanged && !isDue(known))) {
            return;
        }
        pending.remove(path);
        decided.remove(path);
        var now = now();
        var first = known != null ? known.first() : now;
        var since = known != null && unchanged ? known.since() : now;
        switch (Glance.at(path)) {
            case Glance.Gone() -> {}
            case Glance.Other other -> judge(path, other, new Pending.Young(facts, since, first, other.reason()));
            case Glance.Core core -> judge(path, core, growing(core, facts.equals(core.facts()) ? since : now, first));
        }
    }

    private static Pending.Growing growing(Glance.Core core, Instant since, Instant first) {
        var facts = core.headers().facts(core.facts().size());
        return new Pending.Growing(
                core.facts(), since, first, facts, core.headers().process());
    }

    private boolean isDue(Pending known) {
        return switch (known) {
            case Pending.Young young -> isSettled(young);
            case Pending.Growing growing -> readiness(growing) != Readiness.GROWING;
        };
    }

    private void judge(Path path, Glance.Other other, Pending.Young young) {
        if (other.reason().mayPass() && !isSettled(young)) {
            pending.put(path, young);
        } else {
            refuse(path, young.facts(), other);
        }
    }

    private void judge(Path path, Glance.Core core, Pending.Growing growing) throws IOException {
        if (readiness(growing) == Readiness.GROWING) {
            pending.put(path, growing);
            core.file().close();
        } else {
            take(path, core);
        }
    }

    private Readiness readiness(Pending.Growing growing) {
        return Readiness.of(growing.core(), liveness.of(growing.process()), age(growing.since()), settle);
    }

    /** Whether it has been the same for so long, by what we saw or by its time. */
    private boolean isSettled(Pending.Young young) {
        return age(young.since()).compareTo(settle) >= 0
                || Duration.between(young.facts().modified(), clocks.wall().instant())
                                .compareTo(settle)
                        >= 0;
    }

    private Duration age(Instant then) {
        return Duration.between(then, now());
    }

    private Instant now() {
        return clocks.steady().instant();
    }

    private void take(Path path, Glance.Core core) throws IOException {
        var facts = core.facts();
        decided.put(path, facts);
        var wall = clocks.wall().instant();
        var died = facts.modified().isBefore(wall) ? facts.modified() : wall;
        try {
            var image = CoreReader.read(core.file().channel());
            var key = new FileKey(facts.device(), facts.inode());
            listener.found(new FoundCore(path, core.file(), key, image, died));
        } catch (NotACoreException e) {
            core.file().close();
            refuse(path, facts, new Glance.Other(Refusal.of(e.reason()), "it is " + e.getMessage()));
        } catch (IOException | RuntimeException e) {
            core.file().close();
            throw e;
        }
    }

    private void refuse(Path path, FileFacts facts, Glance.Other other) {
        decided.put(path, facts);
        listener.refused(path, other.reason(), other.words());
    }
}
