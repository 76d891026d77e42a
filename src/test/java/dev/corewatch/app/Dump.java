package dev.corewatch.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** A real core, and copies of it that say they are of other processes: pid in NT_PRPSINFO, and its main thread's in NT_PRSTATUS (elf(5)). */
final class Dump {

    private static final int FIRST_HEADER = 64;
    private static final int PRSTATUS = 1;
    private static final int PRPSINFO = 3;
    private static final int THREAD_ID = 32;
    private static final int PROCESS_ID = 24;

    private final Path core;
    private final List<Integer> places = new ArrayList<>();

    Dump(Path core) throws IOException {
        this.core = core;
        try (var channel = FileChannel.open(core)) {
            findPids(channel);
        }
        assertThat(places).hasSizeGreaterThanOrEqualTo(2);
    }

    /** The kernel puts the notes' header first. */
    private void findPids(FileChannel channel) throws IOException {
        var header = bytes(channel, FIRST_HEADER, 56);
        int from = (int) header.getLong(8);
        var notes = bytes(channel, from, (int) header.getLong(32));
        int pid = 0;
        while (notes.remaining() > 12) {
            int name = notes.getInt();
            int size = notes.getInt();
            int type = notes.getInt();
            int description = notes.position() + padded(name);
            int place = description + (type == PRSTATUS ? THREAD_ID : PROCESS_ID);
            if (type == PRSTATUS || type == PRPSINFO) {
                pid = places.isEmpty() ? notes.getInt(place) : pid;
                if (notes.getInt(place) == pid) {
                    places.add(from + place);
                }
            }
            notes.position(description + padded(size));
        }
    }

    void copy(Path to, int pid) throws IOException, InterruptedException {
        var copied = new ProcessBuilder("cp", "--sparse=always", core.toString(), to.toString())
                .inheritIO()
                .start()
                .waitFor();
        assertThat(copied).isZero();
        var number = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, pid);
        try (var channel = FileChannel.open(to, StandardOpenOption.WRITE)) {
            for (int place : places) {
                channel.write(number.rewind(), place);
            }
        }
    }

    private static ByteBuffer bytes(FileChannel channel, long from, int length) throws IOException {
        var bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(channel.read(bytes, from)).isEqualTo(length);
        return bytes.flip();
    }

    private static int padded(int bytes) {
        return (bytes + 3) / 4 * 4;
    }
}
