package dev.corewatch.app;

import dev.corewatch.lab.RealContainers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file system of 24 megabytes, mounted for a test. */
record SmallDisk(Path mount) implements AutoCloseable {

    static SmallDisk at(Path directory) throws Exception {
        Files.createDirectories(directory);
        RealContainers.output("mount", "-t", "tmpfs", "-o", "size=24m,mode=0711", "tmpfs", directory.toString());
        return new SmallDisk(directory);
    }

    /** Until not a byte fits. */
    void fill() throws IOException {
        var zeros = ByteBuffer.allocate(4096);
        try (var out = FileChannel.open(ballast(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            while (true) {
                out.write(zeros.rewind());
            }
        } catch (IOException full) {
            return;
        }
    }

    void empty() throws IOException {
        Files.delete(ballast());
    }

    private Path ballast() {
        return mount.resolve("ballast");
    }

    @Override
    public void close() throws IOException {
        try {
            RealContainers.output("umount", "--lazy", mount.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
