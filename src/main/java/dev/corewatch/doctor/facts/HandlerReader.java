package dev.corewatch.doctor.facts;

import dev.corewatch.doctor.facts.CorePattern.Kind;
import dev.corewatch.doctor.facts.Handler.State;
import dev.corewatch.system.FileOwner;
import dev.corewatch.system.RootedPath;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import org.jspecify.annotations.Nullable;

/** Looks at the program or the socket that core_pattern names: the kernel looks it up from the host's root. */
final class HandlerReader {

    /** __SO_ACCEPTCON, by which /proc/net/unix marks sockets that listen. */
    private static final String LISTENS = "00010000";

    private final Path proc;
    private final @Nullable Path hostRoot;

    HandlerReader(Path proc, @Nullable Path hostRoot) {
        this.proc = proc;
        this.hostRoot = hostRoot;
    }

    Handler read(CorePattern pattern) {
        var path = pattern.server();
        if (hostRoot == null) {
            return new Handler(State.UNSEEN, path);
        }
        var found = RootedPath.resolve(hostRoot, path);
        if (found.isEmpty()) {
            return new Handler(State.ABSENT, path);
        }
        var place = "/" + hostRoot.relativize(found.get());
        boolean ready = pattern.kind() == Kind.SOCKET ? isListening(path) : isExecutable(found.get());
        return new Handler(ready ? State.READY : State.DEAF, place);
    }

    private static boolean isExecutable(Path program) {
        try {
            var file = FileOwner.of(program);
            return !file.isDirectory() && (file.mode() & 0111) != 0;
        } catch (IOException e) {
            return false;
        }
    }

    /** Each network namespace lists its own sockets; who listens may have one of his own. */
    private boolean isListening(String path) {
        var looked = new HashSet<String>();
        try (var processes = Files.newDirectoryStream(proc, "{self,[0-9]*}")) {
            for (var process : processes) {
                var network = Small.link(process.resolve("ns/net"));
                if (network != null && looked.add(network) && listens(process.resolve("net/unix"), path)) {
                    return true;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return false;
        }
        return false;
    }

    private static boolean listens(Path sockets, String path) {
        return Small.text(sockets)
                .lines()
                .anyMatch(line -> line.endsWith(" " + path) && line.split("\\s+", -1)[3].equals(LISTENS));
    }
}
