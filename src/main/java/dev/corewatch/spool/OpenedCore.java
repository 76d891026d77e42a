package dev.corewatch.spool;

import dev.corewatch.system.DurableFiles;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A core that a debugger can read: the spool's own file, or a decompressed copy that goes when this is closed. */
public final class OpenedCore implements AutoCloseable {

    private final Path path;
    private final boolean copy;

    private OpenedCore(Path path, boolean copy) {
        this.path = path;
        this.copy = copy;
    }

    static OpenedCore of(SpoolLayout layout, State state, @Nullable Integer debuggerGroup) throws IOException {
        return switch (state.core().form()) {
            case RAW -> new OpenedCore(layout.core(state.id()), false);
            case ZSTD -> decompressed(layout, state, debuggerGroup);
            case NONE -> throw new NoSuchFileException(layout.core(state.id()).toString(), null, absence(state));
        };
    }

    private static OpenedCore decompressed(SpoolLayout layout, State state, @Nullable Integer debuggerGroup)
            throws IOException {
        DurableFiles.createDirectory(layout.opened(), Spool.DIRECTORY);
        var copy = layout.opened()
                .resolve("%s-%d.core"
                        .formatted(state.id(), ProcessHandle.current().pid()));
        var opened = new OpenedCore(copy, true);
        try (var out = DurableFiles.create(copy)) {
            decompress(layout, state, out);
            CoreTaker.protect(copy, debuggerGroup);
            return opened;
        } catch (IOException e) {
            opened.close();
            throw e;
        }
    }

    private static void decompress(SpoolLayout layout, State state, FileChannel out) throws IOException {
        Compressor.decompress(
                layout.compressedCore(state.id()), out, state.core().bytes());
    }

    private static String absence(State state) {
        var gone = state.core().gone();
        return "the core is not here: " + (gone == null ? "it is still being kept" : gone.words());
    }

    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        if (copy) {
            Files.deleteIfExists(path);
        }
    }
}
