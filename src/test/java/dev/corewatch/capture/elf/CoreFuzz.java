package dev.corewatch.capture.elf;

import dev.corewatch.crash.CoreImage;
import dev.corewatch.crash.Module;
import dev.corewatch.fuzz.Bend;
import dev.corewatch.fuzz.BufferChannel;
import dev.corewatch.fuzz.FuzzTarget;
import dev.corewatch.fuzz.Noise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** Real cores (the files of {@code -Dcorewatch.fuzz.cores}) and a made one, bent. */
public final class CoreFuzz implements FuzzTarget {

    /** What a core of any size may cost: its notes, its headers, and the first pages of its modules. */
    private static final long MOST_BYTES = 256L << 20;

    private static final long MOST_CALLS = 2_000_000;

    /** A core, and where its structures are. */
    record Core(ByteBuffer bytes, Bend bend, List<Integer> places) {}

    private final List<Core> cores = new ArrayList<>();
    private byte[] last = {};

    public CoreFuzz() throws Exception {
        add(ByteBuffer.wrap(SyntheticCore.segfault()
                .entry(0x400100)
                .file(0x400000, 0x401000, 0, "/usr/sbin/haproxy")
                .file(0x500000, 0x501000, 0, "/lib/libz.so.1")
                .memory(0x400000, SyntheticCore.elfPage(new byte[20]), 4096, 5)
                .memory(0x500000, SyntheticCore.elfPage(new byte[20]), 8192, 5)
                .memory(0x600000, new byte[4096], 4096, 6)
                .build()));
        for (var file : System.getProperty("corewatch.fuzz.cores", "").split(":", -1)) {
            if (!file.isEmpty()) {
                add(mapped(Path.of(file)));
            }
        }
    }

    /** Private: what is changed never reaches the file. */
    private static ByteBuffer mapped(Path file) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.PRIVATE, 0, channel.size());
        }
    }

    private void add(ByteBuffer bytes) throws Exception {
        bytes.order(ByteOrder.LITTLE_ENDIAN);
        cores.add(new Core(bytes, new Bend(bytes), places(bytes)));
    }

    List<Core> cores() {
        return cores;
    }

    @Override
    public void run(Noise noise) throws Exception {
        var core = noise.of(cores);
        core.bend().some(noise, core.places());
        try {
            survive(core);
        } catch (Exception | Error failure) {
            last = core.bend().copy();
            throw failure;
        } finally {
            core.bend().takeBack();
        }
    }

    private static void survive(Core core) throws IOException {
        var channel = new BufferChannel(core.bytes());
        try {
            check(CoreReader.read(channel), core.bytes().limit());
        } catch (NotACoreException refused) {
            require(!String.valueOf(refused.getMessage()).isEmpty(), "it says why");
        }
        require(channel.bytesRead() <= MOST_BYTES, channel.bytesRead() + " bytes were read");
        require(channel.calls() <= MOST_CALLS, channel.calls() + " calls were made");
    }

    private static void check(CoreImage image, long bytes) {
        require(image.facts().bytes() == bytes, "the size");
        require(image.facts().missingBytes() >= 0, "missing bytes");
        require(image.modules().size() <= 4096, "number of modules");
        for (var module : image.modules()) {
            require(isHarmless(module.path()), "the path of a module");
            require(isBuildId(module), "a build-id");
        }
        require(isHarmless(image.process().command()), "the command");
    }

    private static boolean isBuildId(Module module) {
        return module.buildId() == null || module.buildId().matches("([0-9a-f]{2}){1,64}");
    }

    private static boolean isHarmless(String text) {
        return text.chars().noneMatch(Character::isISOControl);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** Headers, program headers, notes, and the first page of each mapped file. */
    private static List<Integer> places(ByteBuffer bytes) throws Exception {
        var headers = CoreReader.readHeaders(new BufferChannel(bytes));
        var places = new ArrayList<>(List.of(0, 0, 16, 32, 54));
        for (int i = 0; i < headers.segments().size(); i++) {
            places.add(ElfHeader.SIZE + i * Segment.SIZE);
        }
        for (var segment : headers.segments()) {
            if (segment.isNote()) {
                addNotes(bytes, segment, places);
            }
        }
        for (var mapping : headers.notes().mappings()) {
            headers.segments().stream()
                    .filter(s -> s.isLoad() && s.address() == mapping.start() && s.fileBytes() >= 4096)
                    .forEach(s -> addPage((int) s.offset(), places));
        }
        return places;
    }

    private static void addNotes(ByteBuffer bytes, Segment segment, List<Integer> places) {
        int at = (int) segment.offset();
        while (at + Note.SIZE < segment.fileEnd()) {
            var note =
                    Note.parse(bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN).position(at));
            places.addAll(List.of(at, at, at + Note.SIZE));
            int description = at + Note.SIZE + (int) note.paddedName(4);
            places.add(description);
            at = description + (int) note.paddedDescription(4);
        }
    }

    private static void addPage(int offset, List<Integer> places) {
        for (int i = 0; i < 12; i++) {
            places.add(offset + i * 64);
        }
    }

    @Override
    public byte[] lastInput() {
        return last;
    }
}
