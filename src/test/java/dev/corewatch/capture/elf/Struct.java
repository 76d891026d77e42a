package dev.corewatch.capture.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A C structure, little endian, being filled field by field. */
final class Struct {

    private final byte[] bytes;
    private final ByteBuffer buffer;

    Struct(int size) {
        this(new byte[size]);
    }

    /** Over these bytes themselves. */
    Struct(byte[] bytes) {
        this.bytes = bytes;
        this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    Struct u8(int offset, int value) {
        buffer.put(offset, (byte) value);
        return this;
    }

    Struct u16(int offset, int value) {
        buffer.putShort(offset, (short) value);
        return this;
    }

    Struct u32(int offset, int value) {
        buffer.putInt(offset, value);
        return this;
    }

    Struct u64(int offset, long value) {
        buffer.putLong(offset, value);
        return this;
    }

    Struct put(int offset, byte[] value) {
        buffer.put(offset, value);
        return this;
    }

    byte[] bytes() {
        return bytes;
    }
}
