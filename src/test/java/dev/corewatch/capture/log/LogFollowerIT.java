package dev.corewatch.capture.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real file, followed by inotify. */
final class LogFollowerIT implements LogListener {

    private static final long PATIENCE_SECONDS = 60;

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<LogPosition> positions = new LinkedBlockingQueue<>();
    private final List<Written> written = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();

    @TempDir
    Path temp;

    private Path log = Path.of("");
    private @Nullable LogFollower follower;
    private volatile String refused = "";

    @BeforeEach
    void name() {
        log = temp.resolve("haproxy.log");
    }

    @AfterEach
    void close() throws IOException {
        if (follower != null) {
            follower.close();
        }
        assertThat(failures).isEmpty();
    }

    private void follow(@Nullable LogPosition left) throws Exception {
        follower = new LogFollower(log, left, InstantSource.system(), this);
        follower.start();
    }

    private String next() throws InterruptedException {
        var line = lines.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        return line == null ? "nothing within " + PATIENCE_SECONDS + " s" : line;
    }

    private LogPosition position() throws InterruptedException {
        var position = positions.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        assertThat(position).isNotNull();
        return position;
    }

    private void append(String text) throws IOException {
        Files.writeString(log, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    @Override
    public void line(String text, Written when) throws IOException {
        if (text.equals(refused)) {
            refused = "";
            throw new IOException("No space left on device");
        }
        synchronized (written) {
            written.add(when);
        }
        lines.add(text);
    }

    @Override
    public void caughtUp(LogPosition position) {
        positions.add(position);
    }

    @Override
    public void failed(Exception cause) {
        failures.add(cause);
    }

    @Test
    void tellsWhatIsNewAndNothingOld() throws Exception {
        append("of yesterday\n");
        follow(null);
        assertThat(position().offset()).isEqualTo(13);
        append("half ");
        append("a line\nand another\n");

        assertThat(next()).isEqualTo("half a line");
        assertThat(next()).isEqualTo("and another");
        assertThat(written).allSatisfy(when -> assertThat(when.earliest()).isNull());
    }

    @Test
    void readsALogThatComesLaterFromItsBeginning() throws Exception {
        follow(null);
        append("first\n");
        assertThat(next()).isEqualTo("first");
    }

    @Test
    void goesOnWhereItWasLeftAndSaysThatItWasNotThere() throws Exception {
        append("one\n");
        follow(null);
        var left = position();
        Objects.requireNonNull(follower).close();
        append("two\n");

        follow(left);

        assertThat(next()).isEqualTo("two");
        assertThat(written.getLast().earliest()).isEqualTo(left.at());
        append("three\n");
        assertThat(next()).isEqualTo("three");
        assertThat(written.getLast().earliest()).isNull();
    }

    @Test
    void aLineHalfWrittenWhenItWasLeftIsReadWhole() throws Exception {
        append("whole\nhal");
        follow(new LogPosition(0, 0, InstantSource.system().instant()));
        assertThat(next()).isEqualTo("whole");
        var left = position();
        Objects.requireNonNull(follower).close();
        append("f\n");

        follow(left);

        assertThat(next()).isEqualTo("half");
    }

    @Test
    void followsARotationAndReadsTheOldLogToItsEnd() throws Exception {
        append("one\n");
        follow(new LogPosition(0, 0, InstantSource.system().instant()));
        assertThat(next()).isEqualTo("one");
        var old = temp.resolve("haproxy.log.1");
        Files.move(log, old);
        Files.writeString(old, "last of the old\n", StandardOpenOption.APPEND);
        append("first of the new\n");

        assertThat(next()).isEqualTo("last of the old");
        assertThat(next()).isEqualTo("first of the new");
    }

    @Test
    void aLineThatCouldNotBeHandledIsTriedAgainAndWhatWasHandledIsNot() throws Exception {
        append("one\n");
        follow(new LogPosition(0, 0, InstantSource.system().instant()));
        assertThat(next()).isEqualTo("one");
        position();
        refused = "two";
        append("two\nthree\n");

        assertThat(next()).isEqualTo("two");
        assertThat(next()).isEqualTo("three");
        assertThat(failures).hasSize(1);
        failures.clear();
    }

    @Test
    void followsALogThatIsCutAndBegunAgain() throws Exception {
        append("a long line of the old log\n");
        follow(new LogPosition(0, 0, InstantSource.system().instant()));
        assertThat(next()).startsWith("a long line");
        position();
        Files.writeString(log, "new\n");
        assertThat(next()).isEqualTo("new");
    }

    @Test
    void readsAFifoThroughItsWritersComingAndGoing() throws Exception {
        assertThat(new ProcessBuilder("mkfifo", log.toString()).start().waitFor())
                .isZero();
        follow(null);
        for (var word : List.of("first\n", "second\n")) {
            try (var out = Files.newOutputStream(log)) {
                out.write(word.getBytes(StandardCharsets.UTF_8));
            }
            assertThat(next()).isEqualTo(word.strip());
        }
    }

    @Test
    void holdsOnlyTheBeginningOfAnEndlessLine() throws Exception {
        follow(null);
        append("x".repeat(100_000) + "\nafter\n");
        assertThat(next()).hasSize(Lines.LONGEST);
        assertThat(next()).isEqualTo("after");
    }
}
