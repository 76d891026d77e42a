package dev.corewatch.capture.elf;

import dev.corewatch.fuzz.Bend;
import dev.corewatch.fuzz.BufferChannel;
import dev.corewatch.fuzz.FuzzTarget;
import dev.corewatch.fuzz.Noise;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real program, bent. */
public final class ElfFileFuzz implements FuzzTarget {

    private static final long MOST_BYTES = 64L << 20;

    private final ByteBuffer bytes;
    private final Bend bend;
    private final List<Integer> places = new ArrayList<>();
    private byte[] last = {};

    public ElfFileFuzz() throws Exception {
        bytes = ByteBuffer.wrap(Files.readAllBytes(Path.of("/bin/true").toRealPath()));
        bend = new Bend(bytes);
        var header = ElfHeader.parse(bytes);
        for (int i = 0; i < header.programHeaderCount() + 4; i++) {
            places.add((int) header.programHeaders() + i * Segment.SIZE);
        }
        for (int i = 0; i < header.sectionHeaderCount(); i++) {
            places.add((int) header.sectionHeaders() + i * Section.SIZE);
            places.add(i * 2);
        }
    }

    @Override
    public void run(Noise noise) throws Exception {
        bend.some(noise, places);
        var channel = new BufferChannel(bytes);
        try {
            ElfFile.read(channel);
        } catch (ElfFormatException refused) {
            return;
        } catch (Exception | Error failure) {
            last = bend.copy();
            throw failure;
        } finally {
            bend.takeBack();
        }
        if (channel.bytesRead() > MOST_BYTES) {
            throw new AssertionError(channel.bytesRead() + " bytes were read");
        }
    }

    @Override
    public byte[] lastInput() {
        return last;
    }
}
