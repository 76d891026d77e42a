package dev.corewatch.app;

import dev.corewatch.spool.Compressor;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A core that a person names: the file itself, or, when it is compressed (zstd, by its magic number, RFC 8878), a sparse copy that goes when
 * this is closed.
 */
record CoreInput(Path path, boolean copy) implements AutoCloseable {

    private static final int ZSTD = 0xFD2FB528;

    static CoreInput of(Path core) throws IOException {
        if (!Files.exists(core)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "no such file: " + core);
        }
        if (!Files.isRegularFile(core)) {
            throw new CommandFailure(ExitCode.NOT_A_CORE, core + " is not a regular file, so it is not a core");
        }
        if (!Files.isReadable(core)) {
            throw new CommandFailure(ExitCode.NO_INPUT, "may not read %s: run as its owner or as root".formatted(core));
        }
        return isCompressed(core) ? decompressed(core) : new CoreInput(core.toRealPath(), false);
    }

    private static boolean isCompressed(Path core) throws IOException {
        try (var in = Files.newInputStream(core)) {
            var magic = in.readNBytes(4);
            int number = 0;
            for (int i = magic.length - 1; i >= 0; i--) {
                number = (number << 8) | (magic[i] & 0xff);
            }
            return magic.length == 4 && number == ZSTD;
        }
    }

    private static CoreInput decompressed(Path core) throws IOException {
        var copy = Files.createTempFile("corewatch-", ".core");
        var input = new CoreInput(copy, true);
        try (var out = FileChannel.open(copy, StandardOpenOption.WRITE)) {
            Compressor.decompress(core, out, Files.getFileStore(copy).getUsableSpace());
            return input;
        } catch (IOException e) {
            input.close();
            throw new CommandFailure(
                    ExitCode.NOT_A_CORE, "%s can't be decompressed: %s".formatted(core, e.getMessage()), e);
        }
    }

    @Override
    public void close() throws IOException {
        if (copy) {
            Files.deleteIfExists(path);
        }
    }
}
