package dev.corewatch.analyze.testimony;

import dev.corewatch.crash.Testimonies;
import dev.corewatch.crash.Testimony;
import dev.corewatch.crash.Testimony.Channel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads what HAProxy itself wrote, line by line: the master's log and the worker's standard error in one. The lines up to the
 * master's word on a crashed worker belong to that worker; without a master, each failed BUG_ON begins another death. Holds the
 * last {@value #SEGMENT} characters of a life and the last {@value #KEPT} deaths, or fewer; each line costs linear time.
 */
public final class HaproxyLog {

    static final int KEPT = 1024;
    private static final int SEGMENT = 2 << 20;
    private static final int LINE_LIMIT = 4096;

    private final int segment;
    private final int kept;
    private final Deque<Testimony> deaths = new ArrayDeque<>();
    private final Deque<String> life = new ArrayDeque<>();
    private int characters;
    private boolean telling;

    public HaproxyLog() {
        this(SEGMENT, KEPT);
    }

    /**
     * One of many at a time.
     *
     * @param segment characters of a life that are held
     * @param kept deaths that are held
     */
    public HaproxyLog(int segment, int kept) {
        this.segment = segment;
        this.kept = kept;
    }

    /** Takes a line. The death that it ends; null when it ends none. */
    public @Nullable Testimony read(String line) {
        var bounded = line.length() > LINE_LIMIT ? line.substring(0, LINE_LIMIT) : line;
        if (bounded.isBlank() || Traffic.is(bounded)) {
            return null;
        }
        hold(bounded);
        var exit = WorkerExit.in(bounded);
        if (exit == null) {
            return null;
        }
        var death = LastWords.of(List.copyOf(life), exit);
        keep(deaths, death);
        forgetLife();
        return death;
    }

    /** Whether a line since the last death sounds like another. */
    public boolean isTelling() {
        return telling;
    }

    /** The last death of which the lines since tell and no master yet, if they do; these lines are done with. */
    public @Nullable Testimony end() {
        var lives = telling ? livesWithoutMaster() : List.<List<String>>of();
        forgetLife();
        return lives.isEmpty() ? null : LastWords.of(lives.getLast(), null);
    }

    private void forgetLife() {
        life.clear();
        characters = 0;
        telling = false;
    }

    /** All that was read. */
    public Testimonies testimonies() {
        var all = new ArrayDeque<>(deaths);
        for (var lines : livesWithoutMaster()) {
            keep(all, LastWords.of(lines, null));
        }
        return Testimonies.of(Channel.WORDS, all, 0);
    }

    private List<List<String>> livesWithoutMaster() {
        var lives = new ArrayList<List<String>>();
        var current = new ArrayList<String>();
        for (var line : life) {
            if (line.contains("FATAL: bug condition \"") && !current.isEmpty()) {
                lives.add(List.copyOf(current));
                current.clear();
            }
            current.add(line);
        }
        lives.add(current);
        return lives;
    }

    private void hold(String line) {
        telling |= LastWords.isTelling(line);
        life.addLast(line);
        characters += line.length();
        while (characters > segment) {
            characters -= life.removeFirst().length();
        }
    }

    private void keep(Deque<Testimony> deaths, @Nullable Testimony death) {
        if (death == null) {
            return;
        }
        if (deaths.size() >= kept) {
            deaths.removeFirst();
        }
        deaths.addLast(death);
    }
}
