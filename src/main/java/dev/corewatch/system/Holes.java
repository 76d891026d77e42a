package dev.corewatch.system;

import java.io.IOException;

/**
 * Where a sparse file has data: lseek(2) with SEEK_DATA and SEEK_HOLE. A file system that knows no holes shows one stretch of data up
 * to the end.
 */
public final class Holes {

    private static final int SEEK_DATA = 3;
    private static final int SEEK_HOLE = 4;
    private static final int ENXIO = 6;
    private static final int EINVAL = 22;

    private static final Libc.Function LSEEK = Libc.function("lseek");

    private Holes() {}

    /** The first offset at or after this one that holds data; -1 when only a hole is left. */
    public static long nextData(OpenFile file, long offset) throws IOException {
        return seek(file, offset, SEEK_DATA);
    }

    /** The first offset at or after this one where a hole (or the end of the file) begins; -1 when the offset is behind the end. */
    public static long nextHole(OpenFile file, long offset) throws IOException {
        return seek(file, offset, SEEK_HOLE);
    }

    private static long seek(OpenFile file, long offset, int whence) throws IOException {
        var result = LSEEK.call(file.descriptor(), offset, whence);
        return result.asLong() >= 0 ? result.asLong() : fallback(file, offset, whence, result.errno());
    }

    private static long fallback(OpenFile file, long offset, int whence, int errno) throws IOException {
        if (errno == ENXIO) {
            return -1;
        }
        if (errno != EINVAL) {
            throw new IOException("lseek(2) for data and holes at " + offset + " failed with errno " + errno);
        }
        long size = file.channel().size();
        return offset >= size ? -1 : whence == SEEK_DATA ? offset : size;
    }
}
