package dev.corewatch.capture.pipe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LeftCoreTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path inbox;

    @Test
    void readsFactsBackAsTheyWere() throws IOException {
        left("1-2-a", "version=1\npid=17\nexe=/opt/a\\x0apid=1\\x5c\ncgroup=1:cpu:/a\ncgroup=0::/b\n");
        var core = LeftCore.in(inbox).getFirst();

        assertThat(core.number("pid")).isEqualTo(17);
        assertThat(core.text("exe")).contains("/opt/a\npid=1\\");
        assertThat(core.all("cgroup")).containsExactly("1:cpu:/a", "0::/b");
    }

    @Test
    void takesNonsenseForNothing() throws IOException {
        left("1-2-a", "pid=many\n=x\nstarttime\n\\x0\n");
        var core = LeftCore.in(inbox).getFirst();

        assertThat(core.number("pid")).isZero();
        assertThat(core.number("starttime")).isZero();
        assertThat(core.text("exe")).isEmpty();
    }

    @Test
    void waitsForAHelperThatIsAtWork() throws IOException {
        var words = left("1-2-a", "pid=17\n");
        Files.setLastModifiedTime(words, FileTime.from(NOW));
        var core = LeftCore.in(inbox).getFirst();
        assertThat(core.isDone(NOW.plusSeconds(10))).isFalse();
        assertThat(core.isDone(NOW.plusSeconds(100))).isTrue();

        Files.writeString(inbox.resolve("1-2-a.core"), "core");
        assertThat(core.isDone(NOW.plusSeconds(10))).isTrue();
    }

    @Test
    void knowsOneWhoseCoreWasDropped() throws IOException {
        var words = left("1-2-a", "pid=17\ndropped=disk almost full\n");
        Files.setLastModifiedTime(words, FileTime.from(NOW));

        assertThat(LeftCore.in(inbox).getFirst().isDone(NOW)).isTrue();
    }

    @Test
    void removesAllThatBelongsToIt() throws IOException {
        left("1-2-a", "pid=17\n");
        Files.writeString(inbox.resolve("1-2-a.core.part"), "core");
        LeftCore.in(inbox).getFirst().remove();

        assertThat(inbox).isEmptyDirectory();
    }

    @Test
    void findsNothingWhereThereIsNoInbox() throws IOException {
        assertThat(LeftCore.in(inbox.resolve("none"))).isEmpty();
    }

    private Path left(String name, String facts) throws IOException {
        return Files.writeString(inbox.resolve(name + ".facts"), facts);
    }
}
