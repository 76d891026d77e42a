package dev.corewatch.capture.elf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CodeMapTest {

    private static final int X86_64 = 62;
    private static final int ARM_64 = 183;
    private static final int CODE = 5;
    private static final int DATA = 6;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void translatesByTheSegmentThatHoldsTheOffset() throws Exception {
        var map = map(X86_64, segment(CODE, 0x26000, 0x27000, 0x1550fc), segment(DATA, 0x200000, 0x300000, 0x1000));

        assertThat(map.ofFileOffset(0x152d8a, 0x156000)).isEqualTo(OptionalLong.of(0x153d8a));
        assertThat(map.ofMappingOffset(0x152d8a - 0x26000, 0x156000)).isEqualTo(OptionalLong.of(0x153d8a));
    }

    @Test
    void countsFromTheFirstPageOfASegmentThatBeginsInsideIt() throws Exception {
        var map = map(X86_64, segment(CODE, 0x1040, 0x401040, 0xfc0));

        assertThat(map.ofMappingOffset(0x100, 0x1000)).isEqualTo(OptionalLong.of(0x401100));
        assertThat(map.ofFileOffset(0x1100, 0x1000)).isEqualTo(OptionalLong.of(0x401100));
    }

    @Test
    void refusesAFileWhoseCodeIsNotMappedThatLong() throws Exception {
        var map = map(X86_64, segment(CODE, 0x26000, 0x26000, 0x1550fc));

        assertThat(map.ofFileOffset(0x152d8a, 0x157000)).isEmpty();
        assertThat(map.ofMappingOffset(0x100, 0x155000)).isEmpty();
    }

    @Test
    void refusesAnOffsetOutsideOfTheCode() throws Exception {
        var map = map(X86_64, segment(CODE, 0x26000, 0x26000, 0x1550fc));

        assertThat(map.ofFileOffset(0x25fff, 0x156000)).isEmpty();
        assertThat(map.ofFileOffset(0x17b0fc, 0x156000)).isEmpty();
    }

    @Test
    void doesNotGuessWhichOfTwoSegmentsAMappingWas() throws Exception {
        var map = map(X86_64, segment(CODE, 0x1000, 0x1000, 0x1000), segment(CODE, 0x8000, 0x9000, 0x1000));

        assertThat(map.ofMappingOffset(0x100, 0x1000)).isEmpty();
        assertThat(map.ofFileOffset(0x8100, 0x1000)).isEqualTo(OptionalLong.of(0x9100));
    }

    @Test
    void knowsTheLargerPagesOfArm() throws Exception {
        var map = map(ARM_64, segment(CODE, 0x11000, 0x21000, 0x8000));

        assertThat(map.ofMappingOffset(0x1100, 0x10000)).isEqualTo(OptionalLong.of(0x21100));
        assertThat(map(X86_64, segment(CODE, 0x11000, 0x21000, 0x8000)).ofMappingOffset(0x1100, 0x10000))
                .isEmpty();
    }

    private static ByteBuffer segment(int flags, long offset, long address, long bytes) {
        return buffer(Segment.SIZE)
                .putInt(Segment.LOAD)
                .putInt(flags)
                .putLong(offset)
                .putLong(address)
                .putLong(address)
                .putLong(bytes)
                .putLong(bytes)
                .putLong(0x1000)
                .flip();
    }

    private CodeMap map(int machine, ByteBuffer... segments) throws IOException, ElfFormatException {
        var bytes = buffer(ElfHeader.SIZE + segments.length * Segment.SIZE);
        bytes.putInt(0, 0x464C457F).put(4, (byte) 2).put(5, (byte) 1);
        bytes.putShort(16, (short) 3).putShort(18, (short) machine).putLong(32, ElfHeader.SIZE);
        bytes.putShort(54, (short) Segment.SIZE).putShort(56, (short) segments.length);
        bytes.position(ElfHeader.SIZE);
        for (var segment : segments) {
            bytes.put(segment);
        }
        try (var channel = FileChannel.open(
                directory.resolve("elf"),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            channel.write(bytes.flip());
            return CodeMap.read(channel);
        }
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
