package dev.corewatch.capture.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files as the kubelet and Docker rotate them, read by looks. */
final class RuntimeLogTest implements LogListener {

    private static final String PATH = "/var/log/pods/prod_edge-0_uid/haproxy/0.log";
    private static final Instant START = Instant.parse("2020-11-25T22:30:00Z");

    @TempDir
    Path host;

    private final List<String> lines = new ArrayList<>();
    private final List<Instant> times = new ArrayList<>();
    private final List<Exception> failures = new ArrayList<>();
    private @Nullable LogPosition position;
    private @Nullable RuntimeLog reader;
    private Path log = Path.of("");
    private int seconds;

    @BeforeEach
    void place() throws IOException {
        log = host.resolve(PATH.substring(1));
        Files.createDirectories(log.resolveSibling(""));
    }

    @AfterEach
    void close() {
        if (reader != null) {
            reader.close();
        }
    }

    @Override
    public void line(String text, Written written) {
        lines.add(text);
        times.add(written.latest());
    }

    @Override
    public void caughtUp(LogPosition reached) {
        position = reached;
    }

    @Override
    public void failed(Exception cause) {
        failures.add(cause);
    }

    private RuntimeLog follow() {
        reader = new RuntimeLog(host, PATH, START, this);
        reader.look();
        return reader;
    }

    /** As an agent that was away. */
    private RuntimeLog again() {
        Objects.requireNonNull(reader).close();
        reader = new RuntimeLog(host, PATH, Objects.requireNonNull(position), this);
        return reader;
    }

    private void write(String... texts) throws IOException {
        for (var text : texts) {
            append(log, cri(text));
        }
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String cri(String text) {
        return "%s stderr F %s\n".formatted(START.plusSeconds(++seconds).plusNanos(1), text);
    }

    private Path rotate(String suffix) throws IOException {
        return Files.move(log, log.resolveSibling("0.log." + suffix));
    }

    private static void compress(Path file) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(file.resolveSibling(file.getFileName() + ".gz")))) {
            Files.copy(file, out);
        }
        Files.delete(file);
    }

    @Test
    void readsWhatIsWrittenAtTheRuntimesTimes() throws IOException {
        write("of before");
        var log = follow();
        write("one", "two");
        assertThat(log.look()).isTrue();

        assertThat(lines).containsExactly("of before", "one", "two");
        assertThat(times).last().isEqualTo(START.plusSeconds(3).plusNanos(1));
    }

    @Test
    void leavesHistoryAlone() throws IOException {
        seconds = -100;
        write("old ".repeat(10_000), "old");
        seconds = 0;
        follow();
        write("new");
        Objects.requireNonNull(reader).look();

        assertThat(lines).containsExactly("new");
    }

    @Test
    void comesBeforeItsLogDoes() throws IOException {
        var log = follow();
        write("first");
        log.look();

        assertThat(lines).containsExactly("first");
        assertThat(failures).isEmpty();
    }

    @Test
    void followsTheKubeletsRotation() throws IOException {
        var reading = follow();
        write("one");
        reading.look();
        var old = rotate("20261125-223000");
        append(old, cri("while there is no new file"));
        reading.look();
        write("first of the new");
        reading.look();
        append(old, cri("the runtime had this under way"));
        reading.look();

        assertThat(lines)
                .containsExactly(
                        "one", "while there is no new file", "the runtime had this under way", "first of the new");
    }

    @Test
    void readsWhatRotatedWhileNobodyReadInItsOrder() throws IOException {
        follow();
        write("one", "two");
        Objects.requireNonNull(reader).look();
        write("three");
        rotate("20261125-223000");
        write("four");
        compress(rotate("20261125-223100"));
        write("five");
        rotate("20261125-223200");
        write("six");
        again().look();

        assertThat(lines).containsExactly("one", "two", "three", "four", "five", "six");
    }

    @Test
    void readsOnWhereTheFileThatItReadWasCompressed() throws IOException {
        follow();
        write("one", "two");
        Objects.requireNonNull(reader).look();
        write("three");
        compress(rotate("20261125-223000"));
        write("four");
        again().look();

        assertThat(lines).containsExactly("one", "two", "three", "four");
    }

    @Test
    void readsOnInsideOfACompressedFile() throws IOException {
        write("one");
        compress(rotate("20261125-223000"));
        write("two");
        var file = log.resolveSibling("0.log.20261125-223000.gz");
        long inode = ((Number) Files.getAttribute(file, "unix:ino")).longValue();
        position = new LogPosition(inode, 0, START);
        reader = new RuntimeLog(host, PATH, position, this);
        reader.look();

        assertThat(lines).containsExactly("one", "two");
    }

    @Test
    void followsDockersRotations() throws IOException {
        follow();
        docker("one");
        Objects.requireNonNull(reader).look();
        docker("two");
        rotate("1");
        docker("three");
        Files.move(log.resolveSibling("0.log.1"), log.resolveSibling("0.log.2"));
        rotate("1");
        docker("four");
        Objects.requireNonNull(reader).look();
        Objects.requireNonNull(reader).look();

        assertThat(lines).containsExactly("one", "two", "three", "four");
    }

    private void docker(String text) throws IOException {
        append(
                log,
                "{\"log\":\"%s\\n\",\"stream\":\"stderr\",\"time\":\"%s\"}\n"
                        .formatted(text, START.plusSeconds(++seconds)));
    }

    @Test
    void readsALogThatIsCutAndBegunAgain() throws IOException {
        var reading = follow();
        write("a long line that is gone when the log begins again");
        reading.look();
        Files.writeString(log, cri("new"));
        reading.look();
        reading.look();

        assertThat(lines).last().isEqualTo("new");
    }

    @Test
    void joinsWhatARuntimeCutEachStreamForItself() throws IOException {
        follow();
        var time = START.plusSeconds(1);
        append(log, time + " stderr P FATAL: bug \n" + time + " stdout F GET /\n" + time + " stderr F condition\n");
        append(log, time + " stdout P " + "x".repeat(8000) + "\n" + time + " stdout F " + "y".repeat(8000) + "\n");
        Objects.requireNonNull(reader).look();

        assertThat(lines.subList(0, 2)).containsExactly("GET /", "FATAL: bug condition");
        assertThat(lines.get(2)).hasSize(Lines.LONGEST).endsWith("y");
    }

    @Test
    void readsALineThatIsHalfThereWhenItIsWhole() throws IOException {
        follow();
        var line = cri("whole");
        append(log, line.substring(0, 20));
        Objects.requireNonNull(reader).look();
        append(log, line.substring(20));
        again().look();

        assertThat(lines).containsExactly("whole");
    }

    @Test
    void readsAMebibyteAtATime() throws IOException {
        write("one");
        var reading = follow();
        append(log, cri("x".repeat(1000)).repeat(3000));

        assertThat(reading.look()).isFalse();
        assertThat(lines).hasSizeBetween(900, 1100);
        while (!reading.look()) {
            assertThat(lines).hasSizeLessThan(3001);
        }
        assertThat(lines).hasSize(3001);
    }

    @Test
    void readsTheRestOfALogThatWasRemoved() throws IOException {
        follow();
        write("one");
        Objects.requireNonNull(reader).look();
        write("last");
        Files.delete(log);
        Objects.requireNonNull(reader).look();

        assertThat(lines).containsExactly("one", "last");
        assertThat(failures).isEmpty();
    }

    @Test
    void followsALinkOnlyBelowTheHostsRoot(@TempDir Path outside) throws IOException {
        var secret = outside.resolve("secret.log");
        append(secret, cri("secret"));
        Files.createSymbolicLink(log, secret);
        follow().look();
        assertThat(lines).isEmpty();

        Files.delete(log);
        var docker = host.resolve("var/lib/docker/containers/x/x-json.log");
        Files.createDirectories(docker.resolveSibling(""));
        append(docker, cri("there"));
        Files.createSymbolicLink(log, Path.of("/var/lib/docker/containers/x/x-json.log"));
        Objects.requireNonNull(reader).look();
        assertThat(lines).containsExactly("there");
    }

    @Test
    void passesADamagedFileOver() throws IOException {
        follow();
        write("one");
        Objects.requireNonNull(reader).look();
        write("lost");
        Files.writeString(log.resolveSibling("0.log.20261125-223000.gz"), "no gzip", UTF_8);
        Files.delete(log);
        write("after");
        again().look();
        Objects.requireNonNull(reader).look();

        assertThat(lines).containsExactly("one", "after");
        assertThat(failures).hasSize(1);
    }
}
