package dev.corewatch.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The walls around a program that reads hostile input: no network, a pid namespace that dies with it, no privilege to gain, and, when
 * corewatch is root, another user without capabilities. They are tried once with {@code true}; a wall that this kernel or container
 * refuses is left out and told in a note. unshare(1), setpriv(1), user_namespaces(7).
 */
public final class Sandbox {

    private static final Bounds BRIEF = Bounds.ofTime(Duration.ofSeconds(10));

    private final BoundedProcess processes;
    private final SandboxUser user;
    private final boolean root;
    private final Map<List<Wall>, Confinement> tried = new HashMap<>();

    public Sandbox(BoundedProcess processes, SandboxUser user) {
        this(processes, user, isRoot());
    }

    Sandbox(BoundedProcess processes, SandboxUser user, boolean root) {
        this.processes = processes;
        this.user = user;
        this.root = root;
    }

    /** For a program that must read these files, the most guarded one first. */
    public Confinement around(List<Path> files) throws InterruptedException {
        if (!root) {
            return standing(List.of(Wall.OWN_NAMESPACES, Wall.NO_NEW_PRIVILEGES));
        }
        var unreadable = files.stream().filter(file -> !user.canRead(file)).findFirst();
        if (unreadable.isEmpty()) {
            return standing(List.of(Wall.NAMESPACES, Wall.anotherUser(user)));
        }
        return asOwner(unreadable.get());
    }

    private Confinement asOwner(Path file) throws InterruptedException {
        try {
            var owner = SandboxUser.ownerOf(file);
            var standing = standing(List.of(Wall.NAMESPACES, Wall.anotherUser(owner)));
            return noted(
                    standing,
                    "the debugger ran as uid %d (without capabilities) instead of %d, which may not read %s"
                            .formatted(owner.uid(), user.uid(), file));
        } catch (IOException gone) {
            return noted(standing(List.of(Wall.NAMESPACES, Wall.anotherUser(user))), file + " is gone");
        }
    }

    /** One trial at a time: who needs the same walls meanwhile waits for it. */
    private synchronized Confinement standing(List<Wall> walls) throws InterruptedException {
        var known = tried.get(walls);
        if (known == null) {
            known = build(walls);
            tried.put(walls, known);
        }
        return known;
    }

    private Confinement build(List<Wall> walls) throws InterruptedException {
        var all = new Confinement(walls.stream().flatMap(Wall::words).toList(), List.of());
        if (refusal(all).isEmpty()) {
            return all;
        }
        var standing = Confinement.NONE;
        for (var wall : walls) {
            var refusal = refusal(new Confinement(wall.words().toList(), List.of()));
            standing = refusal.isEmpty() ? behind(standing, wall) : noted(standing, wall.loss() + ": " + refusal);
        }
        return standing;
    }

    /** Why nothing can be run within it; empty when it can. */
    private String refusal(Confinement trial) throws InterruptedException {
        return switch (processes.run(Command.of("true").within(trial), BRIEF)) {
            case Outcome.Exited(int code, var output) -> code == 0 ? "" : output.lastError() + " (status " + code + ")";
            case Outcome.TimedOut _ -> "it did not answer in " + BRIEF.time().toSeconds() + " s";
            case Outcome.NotFound(var program) -> program + " is not installed (Debian: util-linux)";
            case Outcome.NotStarted(var program, var reason) -> program + ": " + reason;
        };
    }

    private static Confinement behind(Confinement standing, Wall wall) {
        var prefix = new ArrayList<>(standing.prefix());
        wall.words().forEach(prefix::add);
        return new Confinement(prefix, standing.notes());
    }

    private static Confinement noted(Confinement standing, String note) {
        var notes = new ArrayList<>(standing.notes());
        notes.add(note);
        return new Confinement(standing.prefix(), notes);
    }

    /** By the kernel's word: the owner of /proc/self is root for any process that isn't dumpable. */
    private static boolean isRoot() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.anyMatch(line -> line.matches("Uid:\\s+\\d+\\s+0\\s.*"));
        } catch (IOException noProc) {
            return false;
        }
    }
}
