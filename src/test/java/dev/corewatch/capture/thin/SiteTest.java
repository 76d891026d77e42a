package dev.corewatch.capture.thin;

import static dev.corewatch.capture.elf.SyntheticCore.elfPage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.corewatch.capture.elf.CoreMemory;
import dev.corewatch.capture.elf.CoreReader;
import dev.corewatch.capture.elf.SyntheticCore;
import dev.corewatch.fuzz.BufferChannel;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class SiteTest {

    private static final String BUILD_ID = "0123456789abcdef0123456789abcdef01234567";

    @Test
    void isTheBuildIdAndTheOffsetInTheFile() throws Exception {
        var site = site(0x7f0000002123L, HexFormat.of().parseHex(BUILD_ID));

        assertThat(site).map(Site::toString).hasValue(BUILD_ID + "+0x5123");
    }

    @Test
    void isUnknownOutsideOfFilesAndWithoutABuildId() throws Exception {
        assertThat(site(0, new byte[20])).isEmpty();
        assertThat(site(0x7f0000009000L, new byte[20])).isEmpty();
        assertThat(site(0x7f0000002123L, new byte[0])).isEmpty();
    }

    /** Code of /lib/libz.so from offset 0x5000 on is mapped at 0x7f0000002000. */
    private static Optional<Site> site(long programCounter, byte[] buildId) throws Exception {
        var core = new SyntheticCore()
                .thread(7, programCounter, 0x7ffe0000)
                .file(0x7f0000000000L, 0x7f0000001000L, 0, "/lib/libz.so")
                .file(0x7f0000002000L, 0x7f0000004000L, 5, "/lib/libz.so")
                .memory(0x7f0000000000L, elfPage(buildId), 4096, 4)
                .build();
        var channel = new BufferChannel(ByteBuffer.wrap(core));
        var headers = CoreReader.readHeaders(channel);
        return Site.of(headers, new CoreMemory(channel, headers));
    }
}
