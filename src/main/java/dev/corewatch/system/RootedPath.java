package dev.corewatch.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Resolves a path as a process with another root would: symbolic links, absolute ones too, lead to places below that root and never out of it
 * (as openat2(2) with RESOLVE_IN_ROOT). The path itself may be a claim of a core or of a container: relative ones and those
 * with ".." are refused.
 */
public final class RootedPath {

    /** As the kernel (path_resolution(7)). */
    private static final int MOST_LINKS = 40;

    private static final int LONGEST = 4096;

    private final Path root;
    private final Deque<Path> ahead = new ArrayDeque<>();
    private final Deque<Path> walked = new ArrayDeque<>();
    private int links;

    private RootedPath(Path root) {
        this.root = root;
    }

    /** What is there, below that root, with no link left in it; empty when nothing is or the claim is refused. */
    public static Optional<Path> resolve(Path root, String claimed) {
        if (!claimed.startsWith("/") || claimed.length() > LONGEST) {
            return Optional.empty();
        }
        try {
            var path = Path.of(claimed);
            return path.equals(path.normalize()) ? new RootedPath(root).walk(path) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // not there, or no name that this system can have
        }
    }

    private Optional<Path> walk(Path path) throws IOException {
        push(path);
        while (!ahead.isEmpty()) {
            var name = ahead.pop();
            if (name.toString().equals("..")) {
                walked.pollLast();
            } else if (!name.toString().equals(".") && !enter(name)) {
                return Optional.empty();
            }
        }
        return Optional.of(here());
    }

    /** False when there are too many links. */
    private boolean enter(Path name) throws IOException {
        var next = here().resolve(name);
        if (!Files.isSymbolicLink(next)) {
            walked.addLast(name);
            return Files.exists(next);
        }
        var target = Files.readSymbolicLink(next);
        if (target.isAbsolute()) {
            walked.clear();
        }
        push(target);
        return ++links <= MOST_LINKS;
    }

    private void push(Path path) {
        for (int i = path.getNameCount() - 1; i >= 0; i--) {
            ahead.push(path.getName(i));
        }
    }

    private Path here() {
        var path = root;
        for (var name : walked) {
            path = path.resolve(name);
        }
        return path;
    }
}
