package dev.corewatch.system;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** With this machine's own C library. */
final class LibcIT {

    private static final int EBADF = 9;

    @Test
    void keepsErrnoOfEachCall() {
        var failed = Libc.function("close").call(-1);
        assertThat(failed.asInt()).isEqualTo(-1);
        assertThat(failed.errno()).isEqualTo(EBADF);
    }

    @Test
    void dropsWhatAnIntLeavesInTheUpperHalf() {
        assertThat(new Libc.Result(0xFFFF_FFFFL, EBADF).asInt()).isEqualTo(-1);
        assertThat(new Libc.Result(0xFFFF_FFFFL, EBADF).asLong()).isPositive();
    }

    @Test
    void readsWhatAFunctionWroteIntoMemory() {
        try (var ends = Libc.memory(2 * Integer.BYTES);
                var text = Libc.string("hello".getBytes(US_ASCII))) {
            assertThat(Libc.function("pipe").call(ends.address()).asInt()).isZero();
            int in = ends.bytes().getInt(0);
            int out = ends.bytes().getInt(Integer.BYTES);
            assertThat(Libc.function("write").call(out, text.address(), 6).asLong())
                    .isEqualTo(6);
            assertThat(Libc.function("read").call(in, text.address() + 1, 5).asLong())
                    .isEqualTo(5);
            assertThat(US_ASCII.decode(text.bytes()).toString()).isEqualTo("hhello");
            Descriptors.close(in);
            Descriptors.close(out);
        }
    }

    @Test
    void passesSixArgumentsAndNoMore() {
        var mmap = Libc.function("mmap");
        long page = mmap.call(0, 4096, 3, 0x22, -1, 0).asLong(); // readable and writable, private and anonymous
        assertThat(page % 4096).isZero();
        assertThat(Libc.function("munmap").call(page, 4096).asInt()).isZero();
        assertThatThrownBy(() -> mmap.call(1, 2, 3, 4, 5, 6, 7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhichFunctionThereIsNot() {
        assertThatThrownBy(() -> Libc.function("no_such_function"))
                .isInstanceOf(UnsatisfiedLinkError.class)
                .hasMessage("no_such_function");
    }
}
