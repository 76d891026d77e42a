package dev.corewatch.spool;

import static org.assertj.core.api.Assumptions.assumeThat;

import dev.corewatch.system.FileFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A directory on another file system than the test's own. */
final class OtherFileSystem implements AutoCloseable {

    private final Path path;

    private OtherFileSystem(Path path) {
        this.path = path;
    }

    static OtherFileSystem make(Path notThere) throws IOException {
        var memory = Path.of("/dev/shm");
        assumeThat(Files.isWritable(memory)).as("/dev/shm can be written").isTrue();
        assumeThat(FileFacts.ofName(memory).device())
                .as("/dev/shm is another file system than " + notThere)
                .isNotEqualTo(FileFacts.ofName(notThere).device());
        return new OtherFileSystem(Files.createTempDirectory(memory, "corewatch"));
    }

    Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        Trees.delete(path);
    }
}
